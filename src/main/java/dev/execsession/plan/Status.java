package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says about its approval.
 *
 * @param raw the value as written; empty when the plan gives no status
 * @param normalised the value without Markdown and emoji, case-folded, {@code approved on
 *     2026-11-20}
 * @param approved whether the plan may run as far as its own words and place go
 */
public record Status(String raw, String normalised, @Nullable SourceSpan where, boolean approved) {}
