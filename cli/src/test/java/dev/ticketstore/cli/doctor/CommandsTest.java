package dev.ticketstore.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.StoreLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

  private static Commands commands(String url, String givenBy) {
    return new Commands(new StoreLocation(url, givenBy), "alice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "jdbc:postgresql://db:5433/t?ssl=true | psql -h db -p 5433 -U alice -d t -c 'select 1'",
        "jdbc:postgresql://a,b:1/t | psql -h a -p 5432 -U alice -d t -c 'select 1'",
        "jdbc:postgresql://[::1]:5433/t | psql -h ::1 -p 5433 -U alice -d t -c 'select 1'",
        "jdbc:postgresql:t | psql -h localhost -p 5432 -U alice -d t -c 'select 1'",
        "jdbc:postgresql://db/my%20db | psql -h db -p 5432 -U alice -d 'my db' -c 'select 1'",
        "jdbc:postgresql:///t | psql -h localhost -p 5432 -U alice -d t -c 'select 1'",
        "jdbc:postgresql://db/ | psql -h db -p 5432 -U alice -d alice -c 'select 1'"
      })
  void clientOfPostgresGetsTheServerOfTheUrl(String url, String expected) {
    assertThat(commands(url, "--url").psql("select 1")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "jdbc:sqlite:a.db | --db | tickets list --db a.db",
        "jdbc:sqlite:-a.db | --db | tickets list --db ./-a.db",
        "jdbc:sqlite:a b.db | --db | tickets list --db 'a b.db'",
        "jdbc:postgresql://db/t?ssl=true | --url | tickets list --url 'jdbc:postgresql://db/t?ssl=true'",
        "jdbc:postgresql://db/t?password=x | TICKETS_URL | tickets list"
      })
  void ownCommandsGetTheOptionThatWasGiven(String url, String givenBy, String expected) {
    assertThat(commands(url, givenBy).tickets("list")).isEqualTo(expected);
  }
}
