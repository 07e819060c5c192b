package dev.ticketstore.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.TicketStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JDBC URLs the store takes; none of these is connected to. */
class JdbcUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tickets.db",
        "sqlite:tickets.db",
        "JDBC:SQLITE:tickets.db",
        " jdbc:sqlite:tickets.db",
        "jdbc:h2:mem:tickets",
        "jdbc:mysql://host/tickets",
        "jdbc:sqlite:",
        "jdbc:sqlite: ",
        "jdbc:sqlite:file:x?mode=ro",
        "jdbc:sqlite:file:x",
        "jdbc:sqlite:file:/x?mode=ro",
        "jdbc:sqlite:file::memory:",
        "jdbc:sqlite:file://host/x",
        "jdbc:sqlite:x ",
        "jdbc:sqlite:FILE:x",
        "jdbc:sqlite::resource:x",
        "jdbc:sqlite::resource:http://host/x",
        "jdbc:sqlite::memory:?cache=shared",
        "jdbc:sqlite::memory",
        "jdbc:sqlite:x?journal_mode=OFF",
        "jdbc:sqlite:x?enable_load_extension=true",
        "jdbc:sqlite:x\0y",
        "jdbc:postgresql://host/db?socketFactory=x",
        "jdbc:postgresql://host/db?socketFactoryArg=x",
        "jdbc:postgresql://host/db?sslfactory=x",
        "jdbc:postgresql://host/db?sslpasswordcallback=x",
        "jdbc:postgresql://host/db?authenticationPluginClassName=x",
        "jdbc:postgresql://host/db?loggerFile=/tmp/x",
        "jdbc:postgresql://host/db?loggerLevel=TRACE",
        "jdbc:postgresql://host/db?preferQueryMode=simple",
        "jdbc:postgresql://host/db?options=-c%20search_path=x",
        "jdbc:postgresql://host/db?service=x",
        "jdbc:postgresql://host/db?autosave=always",
        "jdbc:postgresql://host/db?stringtype=unspecified",
        "jdbc:postgresql://host/db?user=u&socketFactory=x",
        "jdbc:postgresql://host/db?socketfactory=x",
        "jdbc:postgresql://host/db?%73ocketFactory=x",
        "jdbc:postgresql://host/db?User=u",
        "jdbc:postgresql://host/db?",
        "jdbc:postgresql://host/db?user=u&",
        "jdbc:postgresql://host/db?user=u&&ssl=true",
        "jdbc:postgresql://host/db?a?user=u",
        "jdbc:postgresql://user@host/db",
        "jdbc:postgresql://user:secret@host/db",
        "jdbc:postgresql://host/db/other",
        "jdbc:postgresql://host/db;user=u",
        "jdbc:postgresql://host/db#x",
        "jdbc:postgresql://ho st/db",
        "jdbc:postgresql://host/d'b",
        "jdbc:postgresql://host/db\n",
        "jdbc:postgresql://hőst/db",
        "jdbc:postgresql:/host/db",
        "jdbc:postgresql:\ud800"
      })
  void urlIsRefused(String url) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TicketStore.open(url))
        .satisfies(e -> assertThat(e.field()).isEqualTo("url"))
        .satisfies(
            e -> assertThat(e.getMessage()).startsWith("url: expected").hasSizeLessThan(450));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:tickets.db",
        "jdbc:sqlite:/var/lib/tickets.db",
        "jdbc:sqlite:C:\\tickets.db",
        "jdbc:sqlite:a b%20c#d;e&f=g.db",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:/var/lib/what%3F.db",
        "jdbc:postgresql:tickets",
        "jdbc:postgresql://host/tickets",
        "jdbc:postgresql://host/",
        "jdbc:postgresql://host:5433/tickets",
        "jdbc:postgresql://a,b:5433,c.example.com/tickets",
        "jdbc:postgresql://127.0.0.1/tickets",
        "jdbc:postgresql://[::1]:5432/tickets",
        "jdbc:postgresql://host/tick%20ets-2_3.4",
        "jdbc:postgresql://host/db?user=u&password=p%26%3D&ssl=true&sslmode=verify-full",
        "jdbc:postgresql://a,b/db?targetServerType=primary&loadBalanceHosts=true&loginTimeout=5"
            + "&connectTimeout=5&socketTimeout=30&tcpKeepAlive=true&ApplicationName=tickets"
            + "&currentSchema=ops&gssEncMode=disable&hostRecheckSeconds=2&prepareThreshold=0"
            + "&reWriteBatchedInserts=true&sslrootcert=/etc/ca.pem"
      })
  void urlIsTaken(String url) {
    assertThatCode(() -> TicketStore.builder().url(url)).doesNotThrowAnyException();
  }

  @Test
  void schemaOfAUrlIsItsOwn() {
    var named = (JdbcUrl.Postgres) JdbcUrl.parse("jdbc:postgresql://host/db?currentSchema=ops");

    assertThat(named.currentSchema()).isEqualTo("ops");
    assertThat(((JdbcUrl.Postgres) JdbcUrl.parse("jdbc:postgresql:db")).currentSchema()).isNull();
  }

  @Test
  void textOfAUrlDoesNotHoldThePassword() {
    assertThat(JdbcUrl.parse("jdbc:postgresql://host/db?password=secret&ssl=true"))
        .hasToString("Postgres[server=jdbc:postgresql://host/db?ssl=true]");
  }

  @Test
  void textOfAnOpenerDoesNotHoldThePassword() {
    DatabaseOpener opener =
        new DatabaseOpener(
            "u", "secret", 1, Duration.ofSeconds(1), SqliteSynchronous.FULL, 1 << 20, false);

    assertThat(opener.toString()).doesNotContain("secret");
  }

  /** All but what may be a password: up to the parameters, from the last {@code @} on. */
  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://host/db, 'jdbc:mysql://host/db'",
    "jdbc:mysql://host/db?a=b, 'jdbc:mysql://host/db...'",
    "jdbc:mysql://u:p@x@host/db, '...@host/db'",
    "@host/db, '...@host/db'",
    "?a=b, '...'"
  })
  void messageQuotesTheRest(String url, String quoted) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> JdbcUrl.parse(url))
        .withMessageEndingWith(", not '" + quoted + "'");
  }

  @Test
  void parameterWithoutAValueIsNamed() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://host/db?sslx"))
        .withMessageContaining("not 'sslx'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://host/db?=x"))
        .withMessageContaining("not ''");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:secret@host/db",
        "jdbc:postgresql://u:a@secret@host/db",
        "jdbc:postgresql://host/db?password=secret&nonsense=1",
        "jdbc:postgresql://host/db?nonsense=1&password=secret",
        "jdbc:postgresql://host/db?nonsense=secret",
        "jdbc:mysql://u:secret@host/db",
        "jdbc:mysql://host/db?password=secret",
        "jdbc:h2:mem:tickets;USER=sa;PASSWORD=secret",
        "jdbc:sqlserver://host;user=sa;password=secret",
        "jdbc:oracle:thin:scott/secret@host",
        "postgresql://u:secret@host/db"
      })
  void messageDoesNotHoldThePassword(String url) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TicketStore.open(url))
        .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"))
        .withNoCause();
  }
}
