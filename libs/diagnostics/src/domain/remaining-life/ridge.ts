/** A linear function of standardized features. */
export interface LinearFit {
  predict(features: Float64Array): number;
}

/**
 * Fits a linear function with ridge regression by normal equations.
 * @param strength weight of the penalty relative to the number of rows
 */
export function fitRidge(
  rows: readonly Float64Array[],
  results: readonly number[],
  strength: number,
): LinearFit {
  const size = rows[0]?.length ?? 0;
  const { means, deviations } = standardOf(rows, size);
  const mean = results.reduce((sum, result) => sum + result, 0) / Math.max(1, results.length);
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const vector = new Float64Array(size);
  const standard = new Float64Array(size);
  for (const [index, row] of rows.entries()) {
    for (let a = 0; a < size; a += 1) standard[a] = (row[a]! - means[a]!) / deviations[a]!;
    const result = results[index]! - mean;
    for (let a = 0; a < size; a += 1) {
      const value = standard[a]!;
      const line = matrix[a]!;
      vector[a]! += value * result;
      for (let b = 0; b <= a; b += 1) line[b]! += value * standard[b]!;
    }
  }
  for (let a = 0; a < size; a += 1) matrix[a]![a]! += strength * rows.length;
  const weights = solve(matrix, vector);
  return {
    predict(features) {
      let sum = mean;
      for (let a = 0; a < size; a += 1) sum += (weights[a]! * (features[a]! - means[a]!)) / deviations[a]!;
      return sum;
    },
  };
}

function standardOf(rows: readonly Float64Array[], size: number) {
  const means = new Float64Array(size);
  const deviations = new Float64Array(size);
  for (const row of rows) for (let a = 0; a < size; a += 1) means[a]! += row[a]! / rows.length;
  for (const row of rows)
    for (let a = 0; a < size; a += 1) deviations[a]! += (row[a]! - means[a]!) ** 2 / rows.length;
  return { means, deviations: deviations.map((variance) => Math.sqrt(variance) || 1) };
}

/** Solves a positive definite system, given by its lower half, with a Cholesky decomposition in place. */
function solve(matrix: Float64Array[], vector: Float64Array): Float64Array {
  const size = vector.length;
  for (let i = 0; i < size; i += 1) {
    const rowI = matrix[i]!;
    for (let j = 0; j <= i; j += 1) {
      const rowJ = matrix[j]!;
      let sum = rowI[j]!;
      for (let k = 0; k < j; k += 1) sum -= rowI[k]! * rowJ[k]!;
      rowI[j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / rowJ[j]!;
    }
  }
  const solution = Float64Array.from(vector);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) solution[i]! -= matrix[i]![k]! * solution[k]!;
    solution[i]! /= matrix[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) solution[i]! -= matrix[k]![i]! * solution[k]!;
    solution[i]! /= matrix[i]![i]!;
  }
  return solution;
}
