package dev.longshore.starters.archive;

/** What becomes of a message, and the count of it. */
record IntakeWork(OrderMessages orders, IntakeFigures figures) {}
