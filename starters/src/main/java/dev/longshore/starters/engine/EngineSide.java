package dev.longshore.starters.engine;

/**
 * All that has to do with the engine.
 *
 * @param gate whether it is the right one
 * @param runs starts runs on it
 */
public record EngineSide(JobEngine engine, EngineGate gate, Runs runs) {}
