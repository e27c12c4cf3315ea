package org.desirepath.source;

import java.io.Serializable;
import java.util.List;

/**
 * What a first look at a file tells.
 *
 * @param file the file
 * @param refusal the code for which the whole file is refused; null if it can be read
 * @param shape names of the columns as they stand in the header of a csv; the schema of a parquet
 *     file as one text; empty for json
 */
record ProbedFile(ExportFile file, String refusal, List<String> shape) implements Serializable {}
