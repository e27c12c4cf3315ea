package org.desirepath.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, which opens pages from files and remembers their errors. */
public final class HeadlessBrowser implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Runs before any script of a page. */
  private static final String REMEMBER_ERRORS =
      """
      window.errors = [];
      window.addEventListener('error', (event) => window.errors.push(String(event.message)));
      window.addEventListener('unhandledrejection', (event) => window.errors.push(String(event.reason)));
      window.addEventListener('securitypolicyviolation', (event) => window.errors.push(event.violatedDirective));
      """;

  /** Held, lest it be collected; it warns of a protocol for developers that no test speaks. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final Path folder;
  private final ChromeDriver driver;

  private HeadlessBrowser(Path folder, ChromeDriver driver) {
    this.folder = folder;
    this.driver = driver;
  }

  /**
   * Starts one, to be called before each test: the test is skipped, and says so, where Chromium or
   * its driver are missing.
   */
  public static HeadlessBrowser start() throws IOException {
    for (Path needed : List.of(BROWSER, DRIVER)) {
      assumeTrue(
          Files.isExecutable(needed),
          "Skipped, because there is no browser to test with: " + needed);
    }
    SELENIUM.setLevel(Level.SEVERE);
    Path folder = Files.createTempDirectory("desirepath-browser");
    // A service that knows its executable looks for none to download.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options(folder.resolve("profile")));
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", REMEMBER_ERRORS));
    return new HeadlessBrowser(folder, driver);
  }

  private static ChromeOptions options(Path profile) {
    LoggingPreferences everything = new LoggingPreferences();
    everything.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toString());
    options.setCapability(ChromeOptions.LOGGING_PREFS, everything);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    return options;
  }

  /** Opens a page as a reader would who got it as a file. */
  public ChromeDriver open(String html) throws IOException {
    Path page = Files.writeString(Files.createTempFile(folder, "page", ".html"), html);
    driver.get(page.toUri().toString());
    return driver;
  }

  /** What went wrong in the open page since it was opened or last asked: errors, refused loads. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (driver.executeScript("return window.errors.splice(0)") instanceof List<?> thrown) {
      thrown.forEach(error -> errors.add(String.valueOf(error)));
    }
    driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .forEach(errors::add);
    return errors;
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(HeadlessBrowser::delete);
    }
  }

  /** The browser takes away some of its files itself while it ends. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
