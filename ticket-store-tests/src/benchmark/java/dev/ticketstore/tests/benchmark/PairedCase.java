package dev.ticketstore.tests.benchmark;

/**
 * What two builds of the store do, in a process each.
 *
 * @see CallingProcess
 */
enum PairedCase {
  REPEAT("observe, repeat", Place.SQLITE_IN_MEMORY, 5_000, true),
  REPEAT_EQUAL("observe, repeat", Place.SQLITE_IN_MEMORY, 5_000, true),
  NEW("observe, new", Place.SQLITE_IN_MEMORY, 3_000, true),
  WITH_ID("observe with an id, repeat", Place.SQLITE_IN_MEMORY, 3_000, false),
  BATCH_OF_16("observeAll of 16, repeats", Place.SQLITE_IN_MEMORY, 400, false),
  BATCH("observeAll of 1,000, repeats", Place.SQLITE_IN_MEMORY, 10, true),
  LIST("list, a page of 50 of 1,000", Place.SQLITE_IN_MEMORY, 500, true),
  OPEN("open, schema up to date", Place.SQLITE_IN_MEMORY, 20, false),
  POSTGRESQL_REPEAT("observe, repeat", Place.POSTGRESQL_WITHOUT_FSYNC, 1_500, true),
  POSTGRESQL_REPEAT_EQUAL("observe, repeat", Place.POSTGRESQL_WITHOUT_FSYNC, 1_500, false),
  POSTGRESQL_BATCH("observeAll of 1,000, repeats", Place.POSTGRESQL_WITHOUT_FSYNC, 10, true);

  private final String what;
  private final Place place;
  private final int calls;
  private final boolean smoke;

  PairedCase(String what, Place place, int calls, boolean smoke) {
    this.what = what;
    this.place = place;
    this.calls = calls;
    this.smoke = smoke;
  }

  Place place() {
    return place;
  }

  /** How often it is called in a round. */
  int calls() {
    return calls;
  }

  /** Whether the short run has it. */
  boolean smoke() {
    return smoke;
  }

  /** Whether both processes run the present build, which shows how far equal builds differ. */
  boolean equalBuilds() {
    return this == REPEAT_EQUAL || this == POSTGRESQL_REPEAT_EQUAL;
  }

  /** As the table has it. */
  String title() {
    return what
        + (place.isSqlite() ? ", SQLite" : ", PostgreSQL")
        + ", no fsync"
        + (equalBuilds() ? ", equal builds" : "");
  }
}
