package dev.execsession.drift;

import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that changed, with its texts.
 *
 * @param before absent when it was not there
 * @param after absent when it is gone
 */
public record ManifestChange(TreePath path, @Nullable String before, @Nullable String after) {}
