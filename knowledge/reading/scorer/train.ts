/** Softmax regression on sentences that people wrote. The same sentences give the same weights on every machine. */

export type Example = { features: readonly string[]; label: string };
/** The weights of one question: for each feature, one number per label. */
export type Weights = { labels: readonly string[]; rows: Map<string, Float64Array> };

const rounds = 5;
const rate = 0.4;

/**
 * `decay`: how strongly weights are pulled back to zero, per visit. Few examples with many different words need more.
 * `sharpness`: a factor for the finished weights, because a strong decay leaves them less certain than they are right.
 */
export type Manner = { decay: number; sharpness: number };

/** Examples are visited in an order that depends only on their number. */
export function train(examples: readonly Example[], labels: readonly string[], { decay, sharpness }: Manner): Weights {
  const index = new Map<string, number>([["", 0]]);
  for (const { features } of examples)
    for (const feature of features) if (!index.has(feature)) index.set(feature, index.size);
  const width = labels.length;
  const weights = new Float64Array(index.size * width);
  const squares = new Float64Array(index.size * width);
  const cases = examples.map(({ features, label }) => ({
    places: [0, ...features.flatMap((feature) => index.get(feature) ?? [])],
    right: labels.indexOf(label),
  }));
  const order = cases.map((_, at) => at);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, round);
    for (const at of order) {
      const { places, right } = cases[at] as { places: number[]; right: number };
      const scores = softmax(sumRows(weights, places, width));
      for (let label = 0; label < width; label += 1) {
        const slope = (scores[label] ?? 0) - (label === right ? 1 : 0);
        if (Math.abs(slope) < 1e-3) continue;
        for (const place of places) {
          const cell = place * width + label;
          const weight = weights[cell] ?? 0;
          const gradient = slope + decay * weight;
          const square = (squares[cell] ?? 0) + gradient * gradient;
          squares[cell] = square;
          weights[cell] = weight - (rate * gradient) / Math.sqrt(1 + square);
        }
      }
    }
  }
  const rows = new Map<string, Float64Array>();
  for (const [feature, at] of index)
    rows.set(
      feature,
      weights.slice(at * width, (at + 1) * width).map((weight) => weight * sharpness),
    );
  return { labels, rows };
}

function sumRows(weights: Float64Array, places: readonly number[], width: number): number[] {
  const sums = new Array<number>(width).fill(0);
  for (const place of places)
    for (let label = 0; label < width; label += 1)
      sums[label] = (sums[label] ?? 0) + (weights[place * width + label] ?? 0);
  return sums;
}

/** Turns sums of weights into probabilities. */
export function softmax(sums: readonly number[]): number[] {
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The probability of each label. */
export function score({ labels, rows }: Weights, features: readonly string[]): Map<string, number> {
  const sums = Array.from(rows.get("") ?? labels.map(() => 0));
  for (const feature of features)
    rows.get(feature)?.forEach((weight, at) => {
      sums[at] = (sums[at] ?? 0) + weight;
    });
  const scores = softmax(sums);
  return new Map(labels.map((label, at) => [label, scores[at] ?? 0]));
}

/** A linear congruential generator, so that no machine shuffles differently. */
function shuffle(order: number[], seed: number): void {
  let state = seed + 1;
  for (let at = order.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}
