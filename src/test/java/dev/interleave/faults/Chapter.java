package dev.interleave.faults;

/** The parts of the table, in its order. */
enum Chapter {
  PROCESS("The process is stopped, killed or held"),
  RESOURCES("Memory, disk and descriptors run out"),
  CLIENTS("Clients are slow, many, hostile or wrong"),
  PLUG_INS("Plug-ins misbehave"),
  SURROUNDINGS("Clock, database and log");

  private final String title;

  Chapter(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
