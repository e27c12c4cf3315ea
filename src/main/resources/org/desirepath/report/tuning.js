'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);

  const STABLE = 0.75;
  const TRUSTED = 0.6;

  // Both palettes are Paul Tol's, which colour-blind readers tell apart. Lines, clusters and stability share no colour.
  const LINE_COLOURS = ['#4477aa', '#ee6677', '#228833', '#aa3377', '#b8a000', '#33a8c7', '#777777'];
  const CLUSTER_COLOURS = ['#332288', '#44aa99', '#cc6677', '#c9a227', '#88ccee', '#117733', '#aa4499', '#999933', '#882255'];
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow'];
  const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];
  const DIVERGING = ['#2b5f9e', '#8db4d9', '#f7f6f3', '#efb084', '#b04a0c'];
  const COUNTS = ['#f7f6f3', '#9dbfda', '#1d5f8a'];
  const STABILITIES = [
    { name: 'stable', meaning: `stable (from ${STABLE})`, colour: '#1d5f8a' },
    { name: 'weak', meaning: `weak (${TRUSTED} to ${STABLE})`, colour: '#9dbfda' },
    { name: 'not to be trusted', meaning: `not to be trusted (below ${TRUSTED})`, colour: '#d9702b' },
    { name: 'not measured', meaning: 'not measured', colour: '#c9c6bf' },
  ];
  const INK = '#22262b';
  const SOFT = '#5c646e';
  const RULE = '#e5e1d8';

  const TRAITS_AT_FIRST = 20;
  const EXAMPLES = 4;
  const STEPS_OF_A_TIP = 12;

  // ---------------------------------------------------------------- numbers and words

  const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

  function fixed(value, digits) {
    if (!isNumber(value)) {
      return '–';
    }
    const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '');
  }

  const percent = (share) => (isNumber(share) ? `${fixed(100 * share, share > 0 && share < 0.1 ? 1 : 0)} %` : '–');

  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

  const plural = (number, word) => `${fixed(number, 0)} ${word}${number === 1 ? '' : 's'}`;

  const shortened = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

  const stabilityOf = (value) =>
    STABILITIES[!isNumber(value) ? 3 : value >= STABLE ? 0 : value >= TRUSTED ? 1 : 2];

  const colourOf = (cluster) => CLUSTER_COLOURS[cluster % CLUSTER_COLOURS.length];

  // ---------------------------------------------------------------- elements: names are only ever set as text

  /** An element with properties and children; a child that is no element becomes text. */
  function element(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in made) {
        made[name] = value;
      } else {
        made.setAttribute(name, value);
      }
    }
    made.append(...children);
    return made;
  }

  function swatch(colour) {
    const made = element('span', { className: 'swatch', 'aria-hidden': 'true' });
    made.style.background = colour;
    return made;
  }

  const tip = (title, ...lines) =>
    element('div', { className: 'tip' }, element('strong', {}, title), ...lines.map((line) => element('div', {}, line)));

  // ---------------------------------------------------------------- charts

  const charts = new Map();
  const resized = new ResizeObserver((entries) => entries.forEach((entry) => charts.get(entry.target)?.resize()));

  /** Draws, or draws again, what an option says into an element that screen readers know by its label. */
  function draw(place, label, option) {
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', label);
    if (!charts.has(place)) {
      // Two pixels a point at least: charts are printed.
      charts.set(place, echarts.init(place, null, { devicePixelRatio: Math.max(2, window.devicePixelRatio) }));
      resized.observe(place);
    }
    const common = {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: INK },
      tooltip: { confine: true, borderColor: RULE, ...option.tooltip },
    };
    charts.get(place).setOption({ ...option, ...common }, true);
    charts.get(place).resize();
  }

  /** Takes away the charts within an element, and all else there. */
  function clear(place) {
    for (const [chart, instance] of charts) {
      if (place.contains(chart)) {
        resized.unobserve(chart);
        instance.dispose();
        charts.delete(chart);
      }
    }
    place.replaceChildren();
  }

  const chartPlace = (height) => {
    const place = element('div', { className: 'chart' });
    if (height) {
      place.style.height = `${height}px`;
    }
    return place;
  };

  const quietAxis = {
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: RULE } },
    axisLabel: { color: SOFT, fontSize: 11 },
    nameTextStyle: { color: SOFT, fontSize: 11 },
  };

  // ---------------------------------------------------------------- measures

  const stabilities = (candidate) => candidate.clusters.map((cluster) => cluster.stability).filter(isNumber);

  const measured = (name) => (candidate) => candidate.measures[name];

  const MEASURES = [
    {
      title: 'Gain on held-out sessions', heading: 'held-out gain', better: 'higher', digits: 3,
      of: measured('heldOut'), error: measured('heldOutError'),
      unit: 'nats, ±1 standard error',
    },
    { title: 'Silhouette', heading: 'silhouette', better: 'higher', digits: 3, of: measured('silhouette') },
    { title: 'Davies-Bouldin', heading: 'Davies-Bouldin', better: 'lower', digits: 3, of: measured('daviesBouldin') },
    {
      title: 'Calinski-Harabasz', heading: 'Calinski-Harabasz', better: 'higher', digits: 0,
      of: measured('calinskiHarabasz'),
    },
    {
      title: 'Gap statistic', heading: 'gap', better: 'higher', digits: 3,
      of: measured('gap'), error: measured('gapError'), unit: '±1 standard error',
    },
    {
      title: 'Stability of the weakest cluster', heading: 'lowest stability', better: 'higher', digits: 2,
      of: (candidate) => (stabilities(candidate).length ? Math.min(...stabilities(candidate)) : null),
      thresholds: true, from: 0, to: 1, step: 0.25, unit: `Jaccard, stable from ${STABLE}`,
    },
    {
      title: 'Mean stability', heading: 'mean stability', better: 'higher', digits: 2,
      of: (candidate) => (stabilities(candidate).length ? mean(stabilities(candidate)) : null),
      thresholds: true, from: 0, to: 1, step: 0.25, unit: `Jaccard, stable from ${STABLE}`,
    },
    {
      title: 'Agreement between seeds', heading: 'agreement of seeds', better: 'higher', digits: 2,
      of: measured('agreement'), to: 1, unit: 'adjusted Rand index',
    },
    {
      title: 'Share of the smallest cluster', heading: 'smallest share', better: 'higher', digits: 2, isShare: true,
      of: measured('smallestShare'), from: 0, unit: 'of all sessions',
    },
  ];

  const shown = (measure, value) => (measure.isShare ? percent(value) : fixed(value, measure.digits));

  const withError = (measure, value, error) =>
    shown(measure, value) + (isNumber(error) ? ` ± ${fixed(error, measure.digits)}` : '');

  // ---------------------------------------------------------------- scores by number of personas

  /** Candidates of one algorithm on one set of features, in their order. */
  function linesOf(candidates) {
    const lines = new Map();
    for (const candidate of candidates) {
      const name = JSON.stringify([candidate.algorithm, candidate.featureSet]);
      if (!lines.has(name)) {
        lines.set(name, { algorithm: candidate.algorithm, featureSet: candidate.featureSet, candidates: [], shown: true });
      }
      lines.get(name).candidates.push(candidate);
    }
    const algorithms = distinct(candidates.map((candidate) => candidate.algorithm));
    const sets = distinct(candidates.map((candidate) => candidate.featureSet));
    return [...lines.values()].map((line) => ({
      ...line,
      name: `${line.algorithm} on ${line.featureSet}`,
      colour: LINE_COLOURS[sets.indexOf(line.featureSet) % LINE_COLOURS.length],
      symbol: SYMBOLS[algorithms.indexOf(line.algorithm) % SYMBOLS.length],
      dash: DASHES[algorithms.indexOf(line.algorithm) % DASHES.length],
    }));
  }

  const distinct = (values) => [...new Set(values)];

  const lines = linesOf(data.candidates);
  const counts = distinct(data.candidates.map((candidate) => candidate.count)).sort((a, b) => a - b);

  /** Lines are set side by side a little, lest their bars hide one another. */
  const aside = (line) => 0.35 * ((lines.indexOf(line) + 0.5) / lines.length - 0.5);

  /** The means over seeds of one line, in the order of counts. */
  function meansOf(line, measure) {
    return counts.flatMap((count) => {
      const seeds = line.candidates.filter((each) => each.count === count && isNumber(measure.of(each)));
      if (!seeds.length) {
        return [];
      }
      // Seeds share the sessions that are held out, so averaging them does not make the error smaller.
      const errors = measure.error ? seeds.map(measure.error).filter(isNumber) : [];
      return [{
        value: [count + aside(line), mean(seeds.map(measure.of))],
        count,
        seeds: seeds.length,
        error: errors.length ? mean(errors) : null,
      }];
    });
  }

  function meanSeries(line, measure, means) {
    return {
      type: 'line',
      name: line.name,
      data: means,
      symbol: line.symbol,
      symbolSize: 7,
      lineStyle: { type: line.dash, width: 1.75 },
      color: line.colour,
      emphasis: { focus: 'series' },
      tooltip: {
        formatter: ({ data: point }) =>
          tip(
            line.name,
            plural(point.count, 'persona'),
            `${measure.title}: ${withError(measure, point.value[1], point.error)}`,
            point.seeds > 1 ? `mean of ${point.seeds} seeds` : 'one seed',
          ),
      },
    };
  }

  function seedSeries(line, measure) {
    const points = line.candidates.filter((candidate) => isNumber(measure.of(candidate)));
    return {
      type: 'scatter',
      name: line.name,
      data: points.map((candidate) => ({ value: [candidate.count + aside(line), measure.of(candidate)], candidate })),
      symbol: line.symbol,
      symbolSize: 5,
      itemStyle: { color: line.colour, opacity: 0.35 },
      tooltip: {
        formatter: ({ data: { candidate } }) =>
          tip(candidate.name, `${measure.title}: ${withError(measure, measure.of(candidate), measure.error?.(candidate))}`),
      },
    };
  }

  function errorSeries(line, means) {
    return {
      type: 'custom',
      name: line.name,
      silent: true,
      data: means
        .filter((point) => isNumber(point.error))
        .map(({ value: [x, y], error }) => [x, y - error, y + error]),
      encode: { x: 0, y: [1, 2] },
      renderItem: (params, api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        const [, high] = api.coord([api.value(0), api.value(2)]);
        const style = { stroke: line.colour, lineWidth: 1.25, opacity: 0.7 };
        const stroke = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
        return {
          type: 'group',
          children: [stroke(x, low, x, high), stroke(x - 3, low, x + 3, low), stroke(x - 3, high, x + 3, high)],
        };
      },
    };
  }

  function thresholdSeries() {
    return {
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: INK, type: [4, 3], width: 1 },
        label: { position: 'end', distance: 4, color: INK, fontSize: 11, formatter: ({ value }) => `${value}` },
        data: [{ yAxis: STABLE }, { yAxis: TRUSTED }],
      },
    };
  }

  /** A ring around the picked candidate. */
  function pickedSeries(measure) {
    const picked = data.candidates[data.picked];
    const line = picked && lines.find((each) => each.candidates.includes(picked));
    const isShown = picked && line.shown && isNumber(measure.of(picked));
    return {
      type: 'scatter',
      silent: true,
      data: isShown ? [[picked.count + aside(line), measure.of(picked)]] : [],
      symbol: 'circle',
      symbolSize: 15,
      itemStyle: { color: 'transparent', borderColor: INK, borderWidth: 1.5 },
      z: 5,
    };
  }

  function scoreOption(measure) {
    const series = lines.filter((line) => line.shown).flatMap((line) => {
      const means = meansOf(line, measure);
      const hasSeeds = means.some((point) => point.seeds > 1);
      return [
        ...(measure.error ? [errorSeries(line, means)] : []),
        ...(hasSeeds ? [seedSeries(line, measure)] : []),
        meanSeries(line, measure, means),
      ];
    });
    return {
      grid: { left: 8, right: measure.thresholds ? 34 : 12, top: 12, bottom: 24, containLabel: true },
      xAxis: {
        ...quietAxis,
        type: 'value',
        name: 'personas',
        nameLocation: 'middle',
        nameGap: 24,
        min: counts[0] - 0.4,
        max: counts[counts.length - 1] + 0.4,
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: RULE }, onZero: false },
        axisLabel: { ...quietAxis.axisLabel, customValues: counts, hideOverlap: true, formatter: (value) => `${value}` },
      },
      yAxis: {
        ...quietAxis,
        type: 'value',
        splitNumber: 4,
        interval: measure.step,
        scale: !isNumber(measure.from),
        min: measure.from,
        max: measure.to,
        axisLabel: {
          ...quietAxis.axisLabel,
          formatter: (value) =>
            measure.isShare ? percent(value) : value.toLocaleString('en', { maximumFractionDigits: 3 }).replace('-', '−'),
        },
      },
      series: [...series, pickedSeries(measure), ...(measure.thresholds ? [thresholdSeries()] : [])],
    };
  }

  function scoreLabel(measure) {
    const known = data.candidates.filter((candidate) => isNumber(measure.of(candidate)));
    const sign = measure.better === 'higher' ? 1 : -1;
    const best = known.reduce((a, b) => (sign * measure.of(b) > sign * measure.of(a) ? b : a));
    return `${measure.title} by number of personas, ${measure.better} is better. `
      + `Best: ${shown(measure, measure.of(best))} of ${best.name}.`;
  }

  function showScores() {
    const place = document.getElementById('scores');
    const leftOut = [];
    const drawn = [];
    for (const measure of MEASURES) {
      if (!data.candidates.some((candidate) => isNumber(measure.of(candidate)))) {
        leftOut.push(measure.title);
        continue;
      }
      const chart = chartPlace();
      const better = measure.better === 'higher' ? '↑ higher is better' : '↓ lower is better';
      place.append(element('div', { className: 'score' },
        element('h3', {}, measure.title),
        element('div', { className: 'better' }, measure.unit ? `${better}; ${measure.unit}` : better),
        chart));
      drawn.push(() => draw(chart, scoreLabel(measure), scoreOption(measure)));
    }
    document.getElementById('scores-left-out').textContent =
      leftOut.length ? `Left out, because no candidate has it: ${leftOut.join(', ')}.` : '';
    const redraw = () => drawn.forEach((again) => again());
    lines.forEach((line) => document.getElementById('lines').append(lineToggle(line, redraw)));
    if (data.picked !== null) {
      document.getElementById('lines').append(element('span', {}, '◯ the picked one'));
    }
    redraw();
  }

  function lineToggle(line, redraw) {
    const box = element('input', { type: 'checkbox', checked: true });
    box.addEventListener('change', () => {
      line.shown = box.checked;
      redraw();
    });
    return element('label', {}, box, lineSample(line), line.name);
  }

  function lineSample(line) {
    const dashes = { solid: '', dashed: '6 3', dotted: '2 2' };
    const svg = (tag, attributes) => {
      const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
      Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
      return made;
    };
    const marks = {
      circle: ['circle', { cx: 14, cy: 6, r: 3.5 }],
      rect: ['rect', { x: 10.5, y: 2.5, width: 7, height: 7 }],
      triangle: ['path', { d: 'M14 2l4 8h-8z' }],
      diamond: ['path', { d: 'M14 1.5l4.5 4.5-4.5 4.5-4.5-4.5z' }],
    };
    const picture = svg('svg', { width: 28, height: 12, 'aria-hidden': 'true' });
    const dash = typeof line.dash === 'string' ? dashes[line.dash] : line.dash.join(' ');
    picture.append(svg('path', { d: 'M0 6h28', stroke: line.colour, 'stroke-width': 1.75, 'stroke-dasharray': dash }));
    const [tag, shape] = marks[line.symbol] || marks.circle;
    picture.append(svg(tag, { ...shape, fill: line.colour }));
    return picture;
  }

  function showFeatureSets() {
    const place = document.querySelector('#feature-sets dl');
    for (const set of data.featureSets) {
      place.append(element('dt', {}, set.name), element('dd', {}, set.features.join(', ') || 'nothing'));
    }
    document.getElementById('feature-sets').hidden = !data.featureSets.length;
  }

  // ---------------------------------------------------------------- the table of candidates

  const standing = (candidate) =>
    candidate === data.candidates[data.picked] ? 'picks it' : candidate.faults.length ? 'refuses it' : 'could take it';

  const COLUMNS = [
    { heading: 'candidate', of: (candidate) => candidate.name },
    { heading: 'personas', of: (candidate) => candidate.count, show: (candidate) => fixed(candidate.count, 0) },
    ...MEASURES.map((measure) => ({
      heading: measure.heading,
      title: `${measure.title}, ${measure.better} is better`,
      of: measure.of,
      show: (candidate) => withError(measure, measure.of(candidate), measure.error?.(candidate)),
    })),
    { heading: 'the rule', of: standing },
  ].filter((column, place) => place === 0 || data.candidates.some((candidate) => isKnown(column.of(candidate))));

  function isKnown(value) {
    return value !== null && value !== undefined;
  }

  /** What is not known comes last, whichever way the rest is sorted. */
  function compare(column, sign) {
    return (a, b) => {
      const [left, right] = [column.of(a), column.of(b)];
      if (!isKnown(left) || !isKnown(right)) {
        return isKnown(right) - isKnown(left);
      }
      return sign * (typeof left === 'number' ? left - right : left.localeCompare(right, 'en', { numeric: true }));
    };
  }

  function showCandidates(choose) {
    const body = document.querySelector('#candidates tbody');
    const rows = new Map(data.candidates.map((candidate) => [candidate, candidateRow(candidate, choose)]));
    const sorted = { column: null, sign: 1 };
    const headings = COLUMNS.map((column) => {
      const heading = element('th', { scope: 'col', className: column.show ? 'number' : '' });
      const button = element('button', { type: 'button', title: column.title || '' }, column.heading);
      button.addEventListener('click', () => {
        sorted.sign = sorted.column === column ? -sorted.sign : 1;
        sorted.column = column;
        headings.forEach((each) => each.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', sorted.sign > 0 ? 'ascending' : 'descending');
        body.append(...[...data.candidates].sort(compare(column, sorted.sign)).map((each) => rows.get(each)));
      });
      heading.append(button);
      return heading;
    });
    document.querySelector('#candidates thead').append(element('tr', {}, ...headings));
    body.append(...rows.values());
    if (data.picked !== null) {
      body.prepend(rows.get(data.candidates[data.picked]));
    }
    return (left, right) => rows.forEach((row, candidate) => markSides(row, candidate === left, candidate === right));
  }

  function candidateRow(candidate, choose) {
    const name = element('button', { type: 'button' }, candidate.name);
    const first = element('th', { scope: 'row' }, name);
    const isPicked = candidate === data.candidates[data.picked];
    if (isPicked) {
      first.append(element('span', { className: 'badge' }, 'picked'));
    }
    first.append(element('span', { className: 'sides' }));
    if (candidate.faults.length) {
      first.append(element('div', { className: 'faults' }, candidate.faults.join('; ')));
    }
    const cells = COLUMNS.slice(1).map((column) =>
      element('td', { className: column.show ? 'number' : 'words' }, column.show ? column.show(candidate) : column.of(candidate)));
    const row = element('tr', { className: isPicked ? 'picked' : candidate.faults.length ? 'refused' : '' }, first, ...cells);
    row.addEventListener('click', () => choose(candidate));
    return row;
  }

  function markSides(row, isLeft, isRight) {
    const badge = (text) => element('span', { className: 'badge side' }, text);
    row.querySelector('.sides').replaceChildren(...(isLeft ? [badge('left')] : []), ...(isRight ? [badge('right')] : []));
  }

  // ---------------------------------------------------------------- how two candidates agree

  /** How many shown sessions each pair of clusters has in common. */
  function crossTable(left, right) {
    const table = left.clusters.map(() => right.clusters.map(() => 0));
    left.owners.forEach((owner, session) => {
      const other = right.owners[session];
      if (table[owner]?.[other] !== undefined) {
        table[owner][other] += 1;
      }
    });
    return table;
  }

  /** Hubert and Arabie's adjusted Rand index: 1 for the same split, about 0 for what chance gives. */
  function adjustedRand(table) {
    const pairs = (number) => (number * (number - 1)) / 2;
    const sum = (values) => values.reduce((a, b) => a + b, 0);
    const rows = table.map(sum);
    const columns = (table[0] || []).map((_, place) => sum(table.map((row) => row[place])));
    const all = pairs(sum(rows));
    const [inRows, inColumns] = [sum(rows.map(pairs)), sum(columns.map(pairs))];
    const byChance = (inRows * inColumns) / all;
    const atMost = (inRows + inColumns) / 2;
    if (!(all > 0)) {
      return null;
    }
    return atMost === byChance ? 1 : (sum(table.flat().map(pairs)) - byChance) / (atMost - byChance);
  }

  function inWords(index) {
    return index >= 0.9 ? 'Nearly the same clusters.'
      : index >= 0.65 ? 'Much the same clusters.'
        : index >= 0.3 ? 'Some clusters are alike.'
          : 'Different ways to split the sessions.';
  }

  function showOverlap(left, right) {
    const place = document.getElementById('overlap');
    clear(place);
    const table = crossTable(left, right);
    const index = adjustedRand(table);
    if (index === null) {
      place.append(element('p', { className: 'note' }, 'No sessions are shown that both candidates have clustered.'));
      return;
    }
    const chart = chartPlace(84 + 30 * left.clusters.length);
    place.append(
      element('div', {}, element('h4', {}, 'Shown sessions by cluster of the left and of the right'), chart),
      element('div', {},
        element('p', { className: 'better' }, 'Adjusted Rand index'),
        element('p', { className: 'figure', id: 'rand' }, fixed(index, 2)),
        element('p', {}, inWords(index)),
        element('p', { className: 'note' }, '1 is the same split, 0 what chance alone gives. A dark cell that is alone in its row and'
          + ' column is a cluster both candidates found.')));
    draw(chart, `Sessions in common of the clusters of ${left.name} and of ${right.name}. Adjusted Rand index ${fixed(index, 2)}.`,
      overlapOption(table));
  }

  function overlapOption(table) {
    const most = Math.max(1, ...table.flat());
    const cells = table.flatMap((row, y) => row.map((value, x) => ({
      value: [x, y, value],
      label: { color: value > 0.75 * most ? '#fff' : INK },
    })));
    const axis = (name, length) => ({
      ...quietAxis,
      type: 'category',
      name,
      nameLocation: 'middle',
      data: Array.from({ length }, (_, place) => `${place + 1}`),
      splitLine: { show: false },
    });
    return {
      grid: { left: 56, right: 4, top: 48, bottom: 4 },
      xAxis: { ...axis('right clusters', table[0].length), position: 'top', nameGap: 26 },
      yAxis: { ...axis('left clusters', table.length), inverse: true, nameGap: 34 },
      visualMap: { show: false, min: 0, max: most, inRange: { color: COUNTS } },
      tooltip: {
        formatter: ({ value: [x, y, sessions] }) =>
          tip(plural(sessions, 'shown session'), `left ${y + 1}, right ${x + 1}`),
      },
      series: [{
        type: 'heatmap',
        data: cells,
        label: { show: true, formatter: ({ value }) => fixed(value[2], 0) },
        itemStyle: { borderColor: '#fff', borderWidth: 2 },
      }],
    };
  }

  // ---------------------------------------------------------------- one candidate

  /** The clusters' z-scores of a trait, by the trait's name. */
  function profileOf(candidate) {
    return new Map(candidate.traits.map((trait, place) => [
      data.traits[trait],
      candidate.clusters.map((cluster) => ({ mean: cluster.means[place], z: cluster.zScores[place] })),
    ]));
  }

  /**
   * The traits to show, the same for both candidates that rows can be read across: those furthest from
   * all sessions, grouped by the cluster of the left that they are strongest in.
   */
  function traitsOf(left, right, all) {
    const [first, second] = [profileOf(left), profileOf(right)];
    const strengths = (profile, name) => (profile.get(name) || []).map(({ z }) => z).filter(isNumber);
    const furthest = (name) => Math.max(0, ...[...strengths(first, name), ...strengths(second, name)].map(Math.abs));
    const names = distinct([...first.keys(), ...second.keys()]).sort((a, b) => furthest(b) - furthest(a));
    const highest = (name) => Math.max(-Infinity, ...strengths(first, name));
    const home = (name) => {
      const place = (first.get(name) || []).findIndex(({ z }) => isNumber(z) && z === highest(name));
      return place < 0 ? Infinity : place;
    };
    return names
      .slice(0, all ? names.length : TRAITS_AT_FIRST)
      .sort((a, b) => (home(a) === home(b) ? highest(b) - highest(a) : home(a) - home(b)) || 0);
  }

  function sizesOption(candidate) {
    return {
      grid: { left: 8, right: 232, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: { ...quietAxis, ...clusterAxis(candidate), inverse: true },
      tooltip: {
        formatter: ({ dataIndex }) => {
          const cluster = candidate.clusters[dataIndex];
          return tip(
            `Cluster ${dataIndex + 1}`,
            `${plural(cluster.sessions, 'session')}, ${percent(cluster.share)}`,
            `stability ${fixed(cluster.stability, 2)}: ${stabilityOf(cluster.stability).name}`,
            `silhouette ${fixed(cluster.silhouette, 3)}`,
          );
        },
      },
      series: [{
        type: 'bar',
        barMaxWidth: 20,
        data: candidate.clusters.map((cluster) => ({
          value: cluster.share,
          itemStyle: { color: stabilityOf(cluster.stability).colour },
        })),
        label: {
          show: true,
          position: 'right',
          color: INK,
          fontSize: 11,
          formatter: ({ dataIndex }) => sizeLabel(candidate.clusters[dataIndex]),
        },
      }],
    };
  }

  function sizeLabel(cluster) {
    const { name } = stabilityOf(cluster.stability);
    const stability = isNumber(cluster.stability) ? `${fixed(cluster.stability, 2)} ${name}` : name;
    return `${percent(cluster.share)} (${fixed(cluster.sessions, 0)}), ${stability}`;
  }

  /** An axis of clusters whose numbers wear the colours of the clusters. */
  function clusterAxis(candidate) {
    const numbers = candidate.clusters.map((_, cluster) => `${cluster + 1}`);
    const rich = Object.fromEntries(numbers.map((number, cluster) => [
      `c${number}`,
      { backgroundColor: colourOf(cluster), color: onColour(colourOf(cluster)), padding: [3, 6], borderRadius: 4, fontWeight: 600, fontSize: 11 },
    ]));
    return {
      type: 'category',
      data: numbers,
      splitLine: { show: false },
      axisLabel: { interval: 0, rich, formatter: (number) => `{c${number}|${number}}` },
    };
  }

  /** White or dark, whichever is legible on a colour. */
  function onColour(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue > 150 ? INK : '#ffffff';
  }

  function profileOption(candidate, traits, most) {
    const profile = profileOf(candidate);
    const cells = traits.flatMap((name, y) => (profile.get(name) || []).flatMap(({ mean: value, z }, x) => (isNumber(z)
      ? [{ value: [x, y, z], mean: value, label: { color: Math.abs(z) > 0.85 * most ? '#fff' : INK } }]
      : [])));
    return {
      grid: { left: 190, right: 4, top: 28, bottom: 58 },
      xAxis: { ...quietAxis, ...clusterAxis(candidate), position: 'top' },
      yAxis: {
        ...quietAxis,
        type: 'category',
        data: traits,
        inverse: true,
        splitLine: { show: false },
        axisLabel: {
          color: INK, fontSize: 11, lineHeight: 11, interval: 0, width: 180, overflow: 'break',
          formatter: (name) => shortened(name, 52),
        },
      },
      visualMap: {
        min: -most, max: most, precision: 1, orient: 'horizontal', left: 'center', bottom: 0,
        itemWidth: 10, itemHeight: 140, inRange: { color: DIVERGING },
        text: ['more than all sessions', 'less'], textStyle: { color: SOFT, fontSize: 11 },
      },
      tooltip: {
        formatter: ({ data: { value: [x, y, z], mean: value } }) => tip(
          traits[y],
          `cluster ${x + 1}: mean ${isNumber(value) ? value.toLocaleString('en', { maximumSignificantDigits: 3 }) : '–'}`,
          `z ${fixed(z, 2)}: standard deviations from all sessions`,
        ),
      },
      series: [{
        type: 'heatmap',
        data: cells,
        label: { show: candidate.clusters.length <= 10, fontSize: 10, formatter: ({ value }) => fixed(value[2], 1) },
        itemStyle: { borderColor: '#fff', borderWidth: 1 },
      }],
    };
  }

  function projectionOption(candidate, set) {
    const series = candidate.clusters.map((_, cluster) => ({
      type: 'scatter',
      name: `${cluster + 1}`,
      color: colourOf(cluster),
      symbol: SYMBOLS[cluster % 4],
      symbolSize: 6,
      itemStyle: { opacity: 0.75 },
      data: set.points.flatMap((point, session) =>
        (candidate.owners[session] === cluster && point.every(isNumber) ? [{ value: point, session }] : [])),
    }));
    const axis = (name) => ({
      ...quietAxis, type: 'value', scale: true, name, nameLocation: 'middle', nameGap: 8, axisLabel: { show: false },
    });
    return {
      grid: { left: 24, right: 4, top: 34, bottom: 24 },
      legend: { top: 0, left: 20, right: 4, type: 'scroll', itemWidth: 12, itemHeight: 9, textStyle: { color: INK, fontSize: 11 } },
      xAxis: axis('first component'),
      yAxis: axis('second component'),
      tooltip: {
        formatter: ({ seriesName, data: { session } }) =>
          tip(`Cluster ${seriesName}`, sequence(data.sequences[session] || [], STEPS_OF_A_TIP)),
      },
      series,
    };
  }

  /** A session as steps with arrows; steps that repeat are counted. */
  function sequence(places, most) {
    const steps = [];
    for (const place of places) {
      const last = steps[steps.length - 1];
      if (last && last.place === place) {
        last.times += 1;
      } else {
        steps.push({ place, times: 1 });
      }
    }
    const line = element('span');
    steps.slice(0, most).forEach(({ place, times }, at) => {
      if (at > 0) {
        line.append(element('span', { className: 'arrow' }, ' → '));
      }
      line.append(data.names[place] + (times > 1 ? ` ×${times}` : ''));
    });
    if (steps.length > most) {
      line.append(element('span', { className: 'more' }, ` → … ${steps.length - most} more`));
    }
    return line;
  }

  function exampleOf(cluster, place) {
    const sessions = cluster.examples.filter((session) => data.sequences[session]).slice(0, EXAMPLES);
    return element('div', { className: 'example' },
      element('h5', {}, swatch(colourOf(place)), `Cluster ${place + 1}, ${percent(cluster.share)} of sessions`),
      sessions.length
        ? element('ol', {}, ...sessions.map((session) => element('li', {}, sequence(data.sequences[session], Infinity))))
        : element('p', { className: 'note' }, 'No example is shown.'));
  }

  const figure = (title, how, ...children) =>
    element('figure', {}, element('figcaption', {}, element('h4', {}, title), element('p', {}, how)), ...children);

  function stabilityKey(candidate) {
    const present = STABILITIES.filter((each) => candidate.clusters.some((cluster) => stabilityOf(cluster.stability) === each));
    return element('ul', { className: 'key-colours' },
      ...present.map((each) => element('li', {}, swatch(each.colour), each.meaning)));
  }

  const setOf = (candidate) => data.featureSets.find((set) => set.name === candidate.featureSet);

  function featuresOf(candidate) {
    const features = setOf(candidate)?.features || [];
    return features.length ? `; features: ${features.join(', ')}` : '';
  }

  function headerOf(candidate) {
    const isPicked = candidate === data.candidates[data.picked];
    const title = element('h3', {}, candidate.name);
    if (isPicked) {
      title.append(element('span', { className: 'badge' }, 'picked'));
    }
    return element('header', {}, title,
      element('p', {}, `${candidate.algorithm} with ${plural(candidate.count, 'persona')}, seed ${candidate.seed}${featuresOf(candidate)}`),
      element('p', {}, isPicked ? 'The rule picks it.'
        : candidate.faults.length ? `The rule refuses it: ${candidate.faults.join('; ')}.` : 'The rule could take it.'));
  }

  /** Shows one candidate; charts are drawn once their places are on the page and have a size. */
  function showPanel(side, candidate, traits, most) {
    const set = setOf(candidate);
    const sizes = chartPlace(10 + 28 * candidate.clusters.length);
    const profile = chartPlace(88 + 25 * traits.length);
    const projection = chartPlace(340);
    const hasPoints = Boolean(set && set.points.length && candidate.owners.length);
    const panel = element('article', { className: 'panel', 'aria-label': `${side}: ${candidate.name}` },
      headerOf(candidate),
      figure('Cluster sizes', 'Longer bars hold more sessions; the colour says whether the cluster comes back in samples drawn again.',
        stabilityKey(candidate), sizes),
      figure('What sets the clusters apart', 'Orange is more than in all sessions, blue is less, in standard deviations; rows are the same on both sides.',
        traits.length ? profile : element('p', { className: 'note' }, 'No traits are known.')),
      figure('Where its sessions lie',
        hasPoints ? `Each point is a shown session, and near ones are alike; the two axes explain ${percent(set.explained)} of the variance, so clusters may overlap here and yet be apart.`
          : 'Sessions of this set of features have no places on a plane.',
        ...(hasPoints ? [projection] : [])),
      figure('Example sessions', 'The clearest sessions of each cluster, from the first touchpoint to the last.',
        ...candidate.clusters.map(exampleOf)));
    document.getElementById('panels').append(panel);
    draw(sizes, `Cluster sizes of ${candidate.name}: ${candidate.clusters.map(sizeLabel).join('; ')}.`, sizesOption(candidate));
    if (traits.length) {
      draw(profile, `Profiles of the clusters of ${candidate.name} by ${plural(traits.length, 'trait')}.`,
        profileOption(candidate, traits, most));
    }
    if (hasPoints) {
      draw(projection, `Shown sessions of ${candidate.name} on the first two principal components.`, projectionOption(candidate, set));
    }
  }

  // ---------------------------------------------------------------- two candidates

  const lowestStability = (candidate) => Math.min(...stabilities(candidate), stabilities(candidate).length ? Infinity : -1);

  /** Best to compare with: one the rule could take, not the same with another seed, the most stable. */
  function bestOther(picked) {
    const isSame = (other) => ['algorithm', 'featureSet', 'count'].every((name) => other[name] === picked[name]);
    const order = (a, b) =>
      isSame(a) - isSame(b) || Boolean(a.faults.length) - Boolean(b.faults.length) || lowestStability(b) - lowestStability(a);
    return data.candidates.filter((each) => each !== picked).sort(order)[0] || picked;
  }

  function firstChoice() {
    const picked = data.candidates[data.picked];
    return picked ? [picked, bestOther(picked)] : [data.candidates[0], data.candidates[1] || data.candidates[0]];
  }

  /** The strongest z-score of what is shown, so that both sides share their colours; beyond 3 all is strong. */
  function strongest(candidates) {
    const all = candidates.flatMap((candidate) => candidate.clusters.flatMap((cluster) => cluster.zScores.filter(isNumber)));
    return Math.min(3, Math.max(1, ...all.map(Math.abs)));
  }

  function showComparison() {
    const selects = ['left', 'right'].map((side) => document.getElementById(side));
    const allTraits = element('input', { type: 'checkbox', id: 'all-traits' });
    document.querySelector('.choices').after(element('label', { className: 'toggle' }, allTraits, 'show all traits, not only the strongest'));
    const chosen = () => selects.map((select) => data.candidates[Number(select.value)]);
    const mark = showCandidates((candidate) => {
      selects[0].value = data.candidates.indexOf(candidate);
      redraw();
    });
    const redraw = () => {
      const [left, right] = chosen();
      const traits = traitsOf(left, right, allTraits.checked);
      const most = strongest([left, right]);
      mark(left, right);
      showOverlap(left, right);
      clear(document.getElementById('panels'));
      showPanel('Left', left, traits, most);
      showPanel('Right', right, traits, most);
    };
    selects.forEach((select, side) => {
      select.append(...data.candidates.map((candidate, place) => element('option', { value: place }, optionText(candidate))));
      select.value = data.candidates.indexOf(firstChoice()[side]);
      select.addEventListener('change', redraw);
    });
    allTraits.addEventListener('change', redraw);
    redraw();
  }

  function optionText(candidate) {
    const mark = candidate === data.candidates[data.picked] ? ' (picked)' : candidate.faults.length ? ' (refused)' : '';
    return candidate.name + mark;
  }

  // ---------------------------------------------------------------- the page

  if (data.candidates.length) {
    showScores();
    showComparison();
    window.addEventListener('beforeprint', () => charts.forEach((chart) => chart.resize()));
  } else {
    document.getElementById('scores-left-out').textContent = 'No candidate was tried.';
    document.getElementById('candidates-note').textContent = 'No candidate was tried.';
    document.getElementById('overlap').append(element('p', { className: 'note' }, 'There is nothing to compare.'));
  }
  showFeatureSets();
})();
