package dev.ticketstore.jooq.types;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.ticketstore.model.Literal;
import java.io.Serial;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Maps a text column to an enum by {@link Literal}. */
abstract class LiteralConverter<E extends Enum<E> & Literal> extends AbstractConverter<String, E> {

  @Serial private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // the JDK's immutable maps are serializable
  private final Map<String, E> byStoredName;

  LiteralConverter(Class<E> type) {
    super(String.class, type);
    byStoredName =
        Arrays.stream(type.getEnumConstants())
            .collect(toUnmodifiableMap(Literal::literal, Function.identity()));
  }

  @Override
  public @Nullable E from(@Nullable String stored) {
    if (stored == null) {
      return null;
    }
    E value = byStoredName.get(stored);
    if (value == null) {
      throw new UnreadableValueException(toType(), stored);
    }
    return value;
  }

  @Override
  public @Nullable String to(@Nullable E value) {
    return value == null ? null : value.literal();
  }
}
