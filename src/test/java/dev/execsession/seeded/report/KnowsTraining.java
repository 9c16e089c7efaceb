package dev.execsession.seeded.report;

import dev.execsession.seeded.training.Training;

/** Broken: knows what a class archive is made of. */
public record KnowsTraining(Training training) {}
