package dev.ticketstore.tests.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The values of a row by hand, one after the other; null is 0 for a number. */
interface TicketValues {

  String text() throws SQLException;

  long number() throws SQLException;

  boolean flag() throws SQLException;

  Instant instant() throws SQLException;

  /** Those of the columns of a row. */
  final class OfColumns implements TicketValues {

    private final Columns columns;
    private final ResultSet row;
    private int index;

    OfColumns(Columns columns, ResultSet row) {
      this.columns = columns;
      this.row = row;
    }

    @Override
    public String text() throws SQLException {
      return row.getString(++index);
    }

    @Override
    public long number() throws SQLException {
      return row.getLong(++index);
    }

    @Override
    public boolean flag() throws SQLException {
      return row.getBoolean(++index);
    }

    @Override
    public Instant instant() throws SQLException {
      return columns.instant(row, ++index);
    }
  }

  /** Those of an array that SQLite has made of a row, which takes one call into it for all. */
  final class OfArray implements TicketValues {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;

    OfArray(String array) throws SQLException {
      try {
        parser = JSON.createParser(array);
        parser.nextToken();
      } catch (IOException e) {
        throw new SQLException(e);
      }
    }

    @Override
    public String text() throws SQLException {
      try {
        return parser.nextToken() == JsonToken.VALUE_NULL ? null : parser.getText();
      } catch (IOException e) {
        throw new SQLException(e);
      }
    }

    @Override
    public long number() throws SQLException {
      try {
        return parser.nextToken() == JsonToken.VALUE_NULL ? 0 : parser.getLongValue();
      } catch (IOException e) {
        throw new SQLException(e);
      }
    }

    @Override
    public boolean flag() throws SQLException {
      return number() != 0;
    }

    @Override
    public Instant instant() throws SQLException {
      String text = text();
      return text == null ? null : Instant.parse(text);
    }
  }
}
