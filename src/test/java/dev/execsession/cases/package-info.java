/**
 * What users of the packaged tool can rely on, case by case, through its launcher: written from the
 * contract, not from the code. A comment {@code case 13} is the number in the project's catalogue
 * of faults.
 */
@NullMarked
package dev.execsession.cases;

import org.jspecify.annotations.NullMarked;
