@NullMarked
package dev.execsession.commit;

import org.jspecify.annotations.NullMarked;
