package org.desirepath.benchmark;

import java.util.concurrent.Callable;
import org.desirepath.mining.MinerLoops;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** Measures the innermost loops of the path miner with JMH, each in a process of its own. */
@Command(
    name = "--loops",
    mixinStandardHelpOptions = true,
    description = "Times the innermost loops of the path miner, in nanoseconds a sequence.")
final class LoopsBenchmark implements Callable<Integer> {

  @Override
  public Integer call() throws RunnerException {
    new Runner(new OptionsBuilder().include(MinerLoops.class.getName()).build()).run();
    return 0;
  }
}
