package dev.longshore.ledger.sync;

/**
 * How far a survey is.
 *
 * @param files in the folder, when it was listed
 * @param approved how many removals somebody has approved; 0 if nobody has
 */
public record SurveyState(boolean listed, long files, long approved) {}
