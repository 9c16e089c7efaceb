/**
 * File access: names as bytes in every locale, {@code lstat}, reading and writing that never
 * follows a link and only opens regular files, atomic and durable writes.
 */
@NullMarked
package dev.execsession.file;

import org.jspecify.annotations.NullMarked;
