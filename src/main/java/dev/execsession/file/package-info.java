/**
 * Files as the system has them: names as bytes in every locale, {@code lstat}, reading and writing
 * that never follows a link and never opens anything but a regular file, whole files that are on
 * disk when the call returns.
 */
@NullMarked
package dev.execsession.file;

import org.jspecify.annotations.NullMarked;
