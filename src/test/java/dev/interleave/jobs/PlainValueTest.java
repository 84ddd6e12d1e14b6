package dev.interleave.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainValueTest {
  @Test
  void textNumbersBooleansAndNothingStayWhatTheyAre() {
    assertThat(PlainValue.of(null)).isNull();
    assertThat(PlainValue.of("text")).isEqualTo("text");
    assertThat(PlainValue.of(true)).isEqualTo(true);
    assertThat(PlainValue.of(1)).isEqualTo(1);
    assertThat(PlainValue.of(2L)).isEqualTo(2L);
    assertThat(PlainValue.of(0.5)).isEqualTo(0.5);
  }

  @Test
  void otherNumbersBecomeDecimalsAndWhatIsNoneBecomesText() {
    assertThat(PlainValue.of(new AtomicLong(7))).isEqualTo(new BigDecimal("7"));
    assertThat(PlainValue.of(0.1f)).isEqualTo(new BigDecimal("0.1"));
    assertThat(PlainValue.of(BigInteger.TEN.pow(50))).isEqualTo(BigDecimal.TEN.pow(50));
    assertThat(PlainValue.of(Double.NaN)).isEqualTo("NaN");
    assertThat(PlainValue.of(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(PlainValue.of(BigInteger.TEN.pow(200))).isEqualTo("1" + "0".repeat(200));
  }

  @Test
  void listsAndMapsAreCopiedInTheirOrder() {
    Map<Object, Object> inner = new HashMap<>();
    inner.put(1, null);
    List<Object> list = new ArrayList<>(List.of("a", inner));

    Object plain = PlainValue.of(list);
    inner.clear();
    list.clear();

    assertThat(plain).isEqualTo(List.of("a", Collections.singletonMap("1", null)));
  }

  @Test
  void anythingElseBecomesItsText() {
    assertThat(PlainValue.of(Path.of("a", "b"))).isEqualTo("a/b");
    assertThat(PlainValue.of(URI.create("urn:built"))).isEqualTo("urn:built");
  }

  @Test
  void textIsCutWhereAllOfItTogetherIsTooLong() {
    assertThat(PlainValue.of("x".repeat(10_001))).isEqualTo("x".repeat(10_000) + "…");
    assertThat(PlainValue.of(List.of("x".repeat(9_999), "yz", "z", "")))
        .isEqualTo(List.of("x".repeat(9_999), "y…", "…", ""));
  }

  @Test
  void entriesAreCutWhereAllOfThemTogetherAreTooMany() {
    List<Object> plain = list(PlainValue.of(Collections.nCopies(1_000_000_000, 1)));

    assertThat(plain).hasSize(1001).last().isEqualTo("…");
    assertThat(list(PlainValue.of(List.of(Collections.nCopies(998, 1), 2, 3))))
        .containsExactly(Collections.nCopies(998, 1), 2, "…");
  }

  @Test
  void whatHoldsItselfIsCut() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThat(PlainValue.of(endless).toString()).isEqualTo("[".repeat(10) + "…" + "]".repeat(10));
  }

  @Test
  void whatThrowsWhenItIsLookedAtThrowsHere() {
    assertThatThrownBy(() -> PlainValue.of(List.of(new Hostile()))).hasMessage("do not look");
  }

  @Test
  void whateverItIsItCanBeEncoded() {
    Object plain =
        PlainValue.of(
            Map.of(
                "half",
                "\ud83d",
                "big",
                new BigDecimal("1e999999999"),
                "\ude00",
                List.of("\u0000")));

    assertThat(new JsonObject(new JsonObject().put("result", plain).toBuffer()).encode())
        .contains("\"half\":\"?\"", "\"?\":[\"\\u0000\"]");
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object plain) {
    return (List<Object>) plain;
  }

  private static final class Hostile extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw new IllegalStateException("do not look");
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
