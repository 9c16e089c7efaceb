package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * The status of a plan.
 *
 * @param raw the value as written; empty without a status
 * @param normalised the value without Markdown and emoji, case-folded, {@code approved on
 *     2026-11-20}
 * @param approved whether the plan is approved by its status and folder
 */
public record Status(String raw, String normalised, @Nullable SourceSpan where, boolean approved) {}
