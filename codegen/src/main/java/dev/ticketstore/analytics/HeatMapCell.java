package dev.ticketstore.analytics;

import java.time.DayOfWeek;

/**
 * An hour of a day of the week.
 *
 * @param day of the week
 * @param hour 0 to 23, on the clocks of the window's zone
 * @param tickets first seen in it, all weeks together
 */
public record HeatMapCell(DayOfWeek day, int hour, long tickets) {}
