/** What goes on beside the guarded runs. */
enum Beside {
  NOTHING("nothing"),
  BURNERS("burners"),
  GARBAGE("garbage"),
  BOTH("burners and garbage");

  final String words;

  Beside(String words) {
    this.words = words;
  }

  boolean burns() {
    return this == BURNERS || this == BOTH;
  }

  boolean litters() {
    return this == GARBAGE || this == BOTH;
  }
}
