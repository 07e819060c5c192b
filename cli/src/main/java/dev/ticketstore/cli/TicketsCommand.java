package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.input.FieldList;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.schema.SchemaResult;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code tickets}: what all commands share. */
@Command(
    name = "tickets",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tickets for what monitors report: one unresolved ticket for each violation key.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The operation succeeded.",
      "1:The operation failed.",
      "2:The command line is wrong; nothing has been done."
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  TICKETS_URL       The database, unless --db or --url names one.",
      "  TICKETS_USER      For PostgreSQL, unless the URL names one.",
      "  TICKETS_PASSWORD  For PostgreSQL, unless TICKETS_URL has one."
    })
public final class TicketsCommand {

  private final Environment environment;

  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON: one object, or one a line.")
  private boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of failures.")
  private boolean verbose;

  TicketsCommand(Environment environment) {
    this.environment = environment;
  }

  public Environment environment() {
    return environment;
  }

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  public StoreOptions storeOptions() {
    return storeOptions;
  }

  /** Opens the store for some work, and closes it. A missing file is created. */
  <T> T inStore(CommandSpec command, Function<TicketStore, T> work) {
    return in(storeOptions.place(environment, command).open(environment), work);
  }

  /** The same in a store for feeds. */
  <T> T inStoreForFeeds(CommandSpec command, Function<TicketStore, T> work) {
    return in(storeOptions.place(environment, command).openForFeeds(environment), work);
  }

  /** The same in a store that is there, for work that makes no ticket. */
  <T> T inExistingStore(CommandSpec command, Function<TicketStore, T> work) {
    return in(
        storeOptions.place(environment, command).requireStore().openToChange(environment), work);
  }

  /** The same for work that reads, which leaves the schema and the file as they are. */
  <T> T readingStore(CommandSpec command, Function<TicketStore, T> work) {
    return in(
        storeOptions.place(environment, command).requireStore().openToRead(environment), work);
  }

  /** The same in a store whose changes the work follows. */
  void whileFollowing(CommandSpec command, Consumer<TicketStore> work) {
    StoreLocation place = storeOptions.place(environment, command).requireStore();
    try (TicketStore store = place.openToFollow(environment)) {
      work.accept(store);
    }
  }

  private static <T> T in(TicketStore opened, Function<TicketStore, T> work) {
    try (TicketStore store = opened) {
      return work.apply(store);
    }
  }

  /** Prints what is meant for people: one field a line. */
  void printFields(ObjectNode object) {
    environment.out().print(FieldList.of(object));
  }

  /** Prints what a verb of {@code tickets schema} found or did. */
  public void print(SchemaResult result) {
    if (json) {
      printJson(result.json());
    } else {
      result.lines().forEach(environment.out()::println);
    }
  }

  /** Prints one line of JSON. */
  void printJson(ObjectNode object) {
    environment.out().println(Json.line(object));
  }
}
