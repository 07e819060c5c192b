package dev.ticketstore.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.analytics.PeriodUnit;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in headless Chromium, which draws its charts and asks no server for anything. */
class HtmlReportInBrowserTest {

  /** Kept for whoever wants to look at the page. */
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;

  private static ChromeDriver browser;
  private static ReportData data;

  @BeforeAll
  static void openThePage() throws IOException {
    data = Sample.report();
    Path page = folder.resolve("report.html");
    try (Writer writer = Files.newBufferedWriter(page, UTF_8)) {
      HtmlReport.write(data, writer);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("browser", "/usr/bin/chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService driver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                Path.of(System.getProperty("browser.driver", "/usr/bin/chromedriver")).toFile())
            .build();
    browser = new ChromeDriver(driver, options);
    browser.get(page.toUri().toString());
    Files.createDirectories(SCREENSHOTS);
  }

  @AfterAll
  static void closeTheBrowser() {
    browser.quit();
  }

  @BeforeEach
  void asOnADesk() {
    look("light", 1280);
  }

  private static void look(String colors, int width) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  @Test
  void theConsoleIsEmptyAndNothingElseIsAskedFor() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(browser.manage().logs().get(LogType.PERFORMANCE).getAll())
        .extracting(entry -> entry.getMessage())
        .filteredOn(message -> message.contains("\"Network.requestWillBeSent\""))
        .isNotEmpty()
        .allSatisfy(message -> assertThat(message).containsAnyOf("\"file:///", "\"data:"));
  }

  @Test
  void eachChartIsDrawnWithAShapeForEachNumber() {
    List<WebElement> charts = browser.findElements(By.cssSelector("[data-chart]"));

    assertThat(charts)
        .extracting(chart -> chart.getAttribute("data-chart"))
        .containsExactlyInAnyOrder("unresolved", "flow", "resolve-times", "top-keys", "ages");
    for (WebElement chart : charts) {
      assertThat(chart.findElements(By.cssSelector("svg path")))
          .as(chart.getAttribute("data-chart"))
          .hasSizeGreaterThan(4);
      assertThat(chart.getAttribute("aria-label")).contains("table");
    }
    assertThat(labels("resolve-times"))
        .containsAll(data.resolveTimes().stream().map(ReportData.Band::label).toList());
    assertThat(labels("flow")).contains("Opened", "Resolved", "Mon 11-16");
  }

  private static List<String> labels(String chart) {
    return browser.findElements(By.cssSelector("[data-chart='" + chart + "'] svg text")).stream()
        .map(text -> Objects.requireNonNull(text.getDomProperty("textContent")))
        .toList();
  }

  @Test
  void tablesHaveTheNumbersOfTheCharts() {
    assertThat(cells("flow"))
        .containsExactlyElementsOf(
            data.flow().stream()
                .map(
                    each ->
                        List.of(
                            Texts.bucket(each.start(), data.zone(), PeriodUnit.DAY),
                            String.valueOf(each.opened()),
                            String.valueOf(each.resolved())))
                .toList());
    assertThat(cells("ages"))
        .containsExactlyElementsOf(
            data.ages().stream()
                .map(each -> List.of(each.label(), String.valueOf(each.tickets())))
                .toList());
  }

  private static List<List<String>> cells(String table) {
    return browser.findElements(By.cssSelector("[data-of='" + table + "'] tbody tr")).stream()
        .map(
            row ->
                row.findElements(By.cssSelector("th, td")).stream()
                    .map(cell -> Objects.requireNonNull(cell.getDomProperty("textContent")))
                    .toList())
        .toList();
  }

  @Test
  void textOfTicketsIsTextAndNoMarkup() {
    String page = browser.findElement(By.tagName("body")).getText();

    for (ReportData.Unresolved ticket : data.unresolved()) {
      assertThat(page).contains(ticket.violationKey(), ticket.message());
    }
    for (ReportData.Headline headline : data.headlines()) {
      assertThat(page).contains(headline.label(), headline.value(), headline.change());
    }
    assertThat(page).contains("2026-11-16 00:00 to 2026-11-23 00:00, Europe/Berlin");
  }

  @Test
  void theTabKeyReachesEachChartAndItsNumbers() {
    browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getAttribute("class")).isEqualTo("skip");
    Stream.Builder<String> reached = Stream.builder();
    for (int i = 0; i < 40; i++) {
      browser.switchTo().activeElement().sendKeys(Keys.TAB);
      WebElement active = browser.switchTo().activeElement();
      reached.add(active.getTagName() + " " + active.getAttribute("data-chart"));
    }

    assertThat(reached.build().distinct())
        .contains("div unresolved", "div flow", "div resolve-times", "div top-keys", "div ages")
        .contains("summary null");
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 390"})
  void thePageFitsItsWidth(String colors, int width) throws IOException {
    look(colors, width);

    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo((long) width);
    Map<String, Object> image =
        browser.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    byte[] png = Base64.getDecoder().decode((String) image.get("data"));
    Files.write(SCREENSHOTS.resolve(colors + "-" + width + ".png"), png);
    assertThat(png).hasSizeGreaterThan(20_000);
  }
}
