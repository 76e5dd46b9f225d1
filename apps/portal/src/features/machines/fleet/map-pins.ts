/** Layout of pins and labels on a small map; pure functions in the map's own units. */
export interface Pin {
  readonly x: number;
  readonly y: number;
}

export interface LabelledPin extends Pin {
  /** Side of the label. */
  readonly side: 'left' | 'right';
}

const MIN_DISTANCE = 24;
const LETTER_WIDTH = 6.6;
const PIN_WIDTH = 16;

/** Pushes pins apart in small steps until none overlap, so that each stays near its position. Stops after 60 rounds. */
export function spreadPins(pins: readonly Pin[]): Pin[] {
  const placed = pins.map((pin) => ({ x: pin.x, y: pin.y }));
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (let i = 0; i < placed.length; i += 1) {
      for (let j = i + 1; j < placed.length; j += 1) {
        const a = placed[i];
        const b = placed[j];
        if (a === undefined || b === undefined) continue;
        const dx = b.x - a.x || 0.5;
        const dy = b.y - a.y || 0.5;
        const distance = Math.hypot(dx, dy);
        if (distance >= MIN_DISTANCE) continue;
        const push = (MIN_DISTANCE - distance) / 2 + 0.1;
        a.x -= (dx / distance) * push;
        a.y -= (dy / distance) * push;
        b.x += (dx / distance) * push;
        b.y += (dy / distance) * push;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return placed;
}

/**
 * Places each label on the side where it covers fewer other pins and stays inside the map; on the right if both sides
 * are equally good.
 */
export function positionLabels(pins: readonly Pin[], names: readonly string[], width: number): LabelledPin[] {
  return pins.map((pin, index) => {
    const room = PIN_WIDTH + (names[index]?.length ?? 0) * LETTER_WIDTH;
    const crowd = (side: 1 | -1): number =>
      pins.filter((other) => {
        const ahead = (other.x - pin.x) * side;
        return other !== pin && ahead > 0 && ahead < room + 10 && Math.abs(other.y - pin.y) < 18;
      }).length;
    const right = crowd(1) + (pin.x + room > width ? 2 : 0);
    const left = crowd(-1) + (pin.x - room < 0 ? 2 : 0);
    return { x: pin.x, y: pin.y, side: right <= left ? 'right' : 'left' };
  });
}
