/** Parquet files of rows, written by DuckDB. */
@NullMarked
package dev.ticketstore.parquet;

import org.jspecify.annotations.NullMarked;
