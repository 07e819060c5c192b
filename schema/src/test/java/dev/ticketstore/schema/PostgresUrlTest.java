package dev.ticketstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  @ParameterizedTest
  @CsvSource({
    "?password=p, '', , p",
    "?user=u&password=p, '', u, p",
    "?user=u&ssl=true&password=p, ?ssl=true, u, p",
    "?ssl=true&password=a%26b%3D+c%2B&connectTimeout=5, ?ssl=true&connectTimeout=5, , a&b= c+",
    "?password=a&password=b, '', , b",
    "?password=%zz, '', , %zz",
    "?user=&password=, '', '', ''",
    "?ApplicationName=password=x, ?ApplicationName=password=x, ,",
    "?ssl=true, ?ssl=true, ,"
  })
  void credentialsAreTakenOut(String parameters, String rest, String user, String password) {
    PostgresUrl url = PostgresUrl.of("jdbc:postgresql://host/db" + parameters);

    assertThat(url).isEqualTo(new PostgresUrl("jdbc:postgresql://host/db" + rest, user, password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql:db", "jdbc:sqlite:x?password=p", "x"})
  void otherUrlStaysWhole(String url) {
    assertThat(PostgresUrl.of(url)).isEqualTo(new PostgresUrl(url, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "'//a/db', PT10S, 10, 10",
    "'//a:1,b:2,c/db?ApplicationName=x,y', PT10S, 10, 30",
    "'db', PT0.25S, 1, 1",
    "'db', PT1.001S, 2, 2"
  })
  void theDriverGivesASilentServerUp(String url, Duration timeout, String connect, String login) {
    Properties defaults = PostgresUrl.of("jdbc:postgresql:" + url).defaults(timeout);

    assertThat(defaults)
        .containsEntry("connectTimeout", connect)
        .containsEntry("loginTimeout", login)
        .containsKey("socketFactory");
  }

  @Test
  void otherDriversAreToldNothing() {
    assertThat(PostgresUrl.of("jdbc:sqlite:x").defaults(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void textDoesNotHoldThePassword() {
    assertThat(PostgresUrl.of("jdbc:postgresql://host/db?user=u&password=secret"))
        .hasToString("jdbc:postgresql://host/db");
  }
}
