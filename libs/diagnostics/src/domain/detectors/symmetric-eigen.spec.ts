import fc from 'fast-check';
import { symmetricEigen } from './symmetric-eigen.js';

describe('symmetricEigen', () => {
  it('decomposes a matrix into orthogonal vectors by decreasing value', () => {
    const entry = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(entry, { minLength: 36, maxLength: 36 }),
        (size, entries) => {
          const matrix = Array.from({ length: size }, (_, row) =>
            Float64Array.from(
              { length: size },
              (_value, column) => entries[Math.min(row, column) * 6 + Math.max(row, column)]!,
            ),
          );
          const { values, vectors } = symmetricEigen(matrix);
          for (let a = 0; a < size; a += 1) {
            if (a > 0) expect(values[a]!).toBeLessThanOrEqual(values[a - 1]! + 1e-6);
            for (let b = 0; b < size; b += 1) {
              const product = vectors[a]!.reduce((sum, value, index) => sum + value * vectors[b]![index]!, 0);
              expect(product).toBeCloseTo(a === b ? 1 : 0, 6);
              const entryOf = vectors.reduce(
                (sum, vector, k) => sum + values[k]! * vector[a]! * vector[b]!,
                0,
              );
              expect(entryOf).toBeCloseTo(matrix[a]![b]!, 5);
            }
          }
        },
      ),
    );
  });
});
