/** The commands: settings and words in, exit codes and messages out. */
package org.desirepath.cli;
