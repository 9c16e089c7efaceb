/**
 * Detects that work departs from the approved plan: changed objective, changed architecture, new
 * dependencies. Pure: text and paths in, findings out; reads no file, resolves no entity or URL,
 * runs nothing. What cannot be parsed is a finding, never "no change".
 */
@NullMarked
package dev.execsession.drift;

import org.jspecify.annotations.NullMarked;
