package dev.ticketstore.cli.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.ticketstore.RowFormat;
import dev.ticketstore.jooq.types.InstantText;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A JSON object a line, with a member for each column. */
final class NdjsonRows implements RowFormat.Rows {

  private final List<Function<Record, @Nullable Object>> readers;
  private final List<SerializableString> names;
  private final JsonGenerator json;

  NdjsonRows(Writer out, List<? extends Field<?>> fields) throws IOException {
    this.readers = RowFormat.readers(fields);
    this.names =
        fields.stream()
            .<SerializableString>map(each -> new SerializedString(each.getName()))
            .toList();
    this.json =
        new JsonFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  @Override
  public void write(Record row) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < names.size(); i++) {
      json.writeFieldName(names.get(i));
      write(readers.get(i).apply(row));
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void write(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Instant instant) {
      json.writeString(InstantText.format(instant));
    } else if (value instanceof JSONB document) {
      // Between its tokens a line may end; within a string JSON allows none.
      json.writeRawValue(document.data().replace('\n', ' ').replace('\r', ' '));
    } else {
      json.writeString(value.toString());
    }
  }

  @Override
  public void finish() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    // Its buffers, and not the output.
    json.close();
  }
}
