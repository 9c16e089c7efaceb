/**
 * Detects that work has left what was approved: the objective changed, the architecture moved, a
 * dependency appeared. Pure: texts and paths in, findings out; reads no file, resolves no entity
 * and no address, runs nothing. What cannot be understood is a finding, never "no change".
 */
@NullMarked
package dev.execsession.drift;

import org.jspecify.annotations.NullMarked;
