const MAX_SWEEPS = 50;
const SMALL = 1e-12;

/** Eigenvectors of a symmetric matrix by decreasing eigenvalue. `vectors[k]` belongs to `values[k]`. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
}

/** Decomposes a small symmetric matrix with Jacobi rotations. Deterministic, and exact enough for covariances. */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length;
  const work = matrix.map((row) => Float64Array.from(row));
  const basis = matrix.map((_, index) => {
    const row = new Float64Array(size);
    row[index] = 1;
    return row;
  });
  for (let sweep = 0; sweep < MAX_SWEEPS && hasOffDiagonal(work); sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(work, basis, p, q);
    }
  }
  const order = work.map((_, index) => index).sort((a, b) => work[b]![b]! - work[a]![a]! || a - b);
  return {
    values: order.map((index) => work[index]![index]!),
    vectors: order.map((index) => Float64Array.from(basis, (row) => row[index]!)),
  };
}

function hasOffDiagonal(work: readonly Float64Array[]): boolean {
  let offDiagonal = 0;
  let total = 0;
  for (const [index, row] of work.entries()) {
    for (const [column, value] of row.entries()) {
      total += value * value;
      if (column !== index) offDiagonal += value * value;
    }
  }
  return offDiagonal > SMALL * SMALL * total;
}

function rotate(work: Float64Array[], basis: Float64Array[], p: number, q: number): void {
  const rowP = work[p]!;
  const rowQ = work[q]!;
  const offDiagonal = rowP[q]!;
  if (offDiagonal === 0) return;
  const theta = (rowQ[q]! - rowP[p]!) / (2 * offDiagonal);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const rows of [work, basis]) {
    for (const row of rows) {
      const [atP, atQ] = [row[p]!, row[q]!];
      row[p] = cosine * atP - sine * atQ;
      row[q] = sine * atP + cosine * atQ;
    }
  }
  for (let column = 0; column < work.length; column += 1) {
    const [atP, atQ] = [rowP[column]!, rowQ[column]!];
    rowP[column] = cosine * atP - sine * atQ;
    rowQ[column] = sine * atP + cosine * atQ;
  }
}
