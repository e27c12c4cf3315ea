/** What people may set: one record per step, each refusing values it cannot work with. */
package org.desirepath.settings;
