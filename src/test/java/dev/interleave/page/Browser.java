package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium, and what a test asks of it. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String AXE = resource("/axe.min.js");

  private final ChromeDriver driver;

  /** What the page is looked at with. */
  enum Look {
    LIGHT(1280, 720, 1.5, "light", false),
    DARK(1280, 720, 1.5, "dark", false),
    PHONE(390, 844, 2, "light", true),
    PHONE_DARK(390, 844, 2, "dark", true),
    WIDE(1920, 1080, 1, "light", false),
    WIDE_DARK(1920, 1080, 1, "dark", false),
    /** So wide as a picture is in a README, and with no more pixels than that. */
    ANIMATED(880, 620, 1, "light", false),
    ANIMATED_DARK(880, 620, 1, "dark", false);

    private final int width;
    private final int height;
    private final double density;
    private final String scheme;
    private final boolean phone;

    Look(int width, int height, double density, String scheme, boolean phone) {
      this.width = width;
      this.height = height;
      this.density = density;
      this.scheme = scheme;
      this.phone = phone;
    }
  }

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Program.CHROMIUM.installed().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,720");
    LoggingPreferences all = new LoggingPreferences();
    all.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", all);
    // Where it is said where the driver is, nobody tries to download one.
    System.setProperty(
        ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY,
        Program.CHROMEDRIVER.installed().toString());
    return new Browser(new ChromeDriver(options));
  }

  /** The width, the height and the colours of what is looked at. */
  void look(Look look) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", look.width,
            "height", look.height,
            "deviceScaleFactor", look.density,
            "mobile", look.phone));
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme))));
  }

  void visit(String url) {
    driver.get(url);
  }

  /** The first screen of the page, once it is live and has all that it offers. */
  void visitPage(int port) {
    visitPage(port, "demonstration");
  }

  /** A section of the page, once it is live and has all that it offers. */
  void visitPage(int port, String section) {
    // Another fragment alone would not load the page again.
    visit("about:blank");
    visit("http://127.0.0.1:" + port + "/#" + section);
    waitFor(() -> text("#connection").startsWith("live"));
    waitFor(() -> !text("#version").isEmpty() && find("#quick-block").isEnabled());
    waitForSection(section);
  }

  /** Goes to another section as people do. */
  void goTo(String section) {
    click("#sections [href='#" + section + "']");
    waitForSection(section);
  }

  private void waitForSection(String section) {
    String built =
        switch (section) {
          case "run" -> "#job-form [type=submit]";
          case "lateness" -> "#chart canvas";
          case "scenarios" -> "#scenario .actions button";
          case "experiments" -> "#experiment-form [type=submit]";
          default -> "#show-me:enabled";
        };
    waitFor(() -> find(built).isDisplayed());
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** What stands in an element, whether it is in sight or not; empty if there is none. */
  String text(String selector) {
    return string("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
  }

  /** An attribute of every element. */
  List<String> all(String selector, String attribute) {
    @SuppressWarnings("unchecked")
    List<String> values =
        (List<String>)
            driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])]"
                    + ".map(e => e.getAttribute(arguments[1]) ?? '')",
                selector,
                attribute);
    return values;
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** Clicks what people would click: nothing may cover it. What is redrawn is tried again. */
  void click(String selector) {
    waitFor(() -> {
      WebElement element = find(selector);
      driver.executeScript(
          "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
      element.click();
      return true;
    });
  }

  void type(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Presses the Tab key until an element that fits has the focus. */
  void tabTo(String selector) {
    tabTo(selector, "");
  }

  /** The same with a key held, which is Shift to go back. */
  void tabTo(String selector, CharSequence held) {
    for (int i = 0; i < 80; i++) {
      // Not sent to the element that has the focus, which may be about to leave the timeline.
      new Actions(driver).sendKeys(Keys.chord(held, Keys.TAB)).perform();
      if (script("return document.activeElement.matches(arguments[0])", selector).equals(true)) {
        return;
      }
    }
    throw new AssertionError("the Tab key does not lead to " + selector);
  }

  void waitFor(Supplier<Boolean> condition) {
    new WebDriverWait(driver, PATIENCE, LOOK)
        .ignoring(NoSuchElementException.class)
        .ignoring(StaleElementReferenceException.class)
        .until(d -> condition.get());
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String string(String script, Object... arguments) {
    return (String) driver.executeScript(script, arguments);
  }

  /** The same for a script that calls its last argument with a text when it has one. */
  String later(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return (String) driver.executeAsyncScript(script, arguments);
  }

  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /** What the browser has complained about since it was last asked: errors, refused resources. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What keeps people from using the page as it is now, as axe finds it. */
  List<String> barriers() {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    driver.executeScript(AXE);
    @SuppressWarnings("unchecked")
    List<String> found =
        (List<String>)
            driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                  ({violations}) => done(violations.flatMap(({id, nodes}) =>
                    nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`))),
                  failed => done([String(failed)]));
                """);
    return found;
  }

  /** Takes a picture of what is in sight. */
  Path picture(String name) {
    return picture(name, Map.of("format", "png"));
  }

  /** Takes a picture of an element, in sight or not. */
  Path picture(String name, String selector) {
    Object box =
        script(
            """
            const {x, y, width, height} = document.querySelector(arguments[0]).getBoundingClientRect();
            return {x: x + scrollX - 24, y: y + scrollY - 16, width: width + 48, height: height + 32, scale: 1};
            """,
            selector);
    return picture(name, Map.of("format", "png", "clip", box, "captureBeyondViewport", true));
  }

  /** What is in sight, as an image. */
  BufferedImage image() {
    try {
      return ImageIO.read(new ByteArrayInputStream(screenshot(Map.of("format", "png"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] screenshot(Map<String, Object> options) {
    String data = (String) command("Page.captureScreenshot", options).get("data");
    return Base64.getDecoder().decode(data);
  }

  private Path picture(String name, Map<String, Object> options) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "screenshots"));
      return Files.write(folder.resolve(name + ".png"), screenshot(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertNoComplaints() {
    assertThat(complaints()).isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static String resource(String name) {
    try (InputStream resource = Browser.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
