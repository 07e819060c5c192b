package dev.ticketstore;

/**
 * What {@link StoreCopy#copy} did.
 *
 * @param copied tickets that this call wrote
 * @param tickets that both stores hold now
 * @param checksum of them, in hexadecimal, which is that of both stores
 */
public record CopyReport(long copied, long tickets, String checksum) {}
