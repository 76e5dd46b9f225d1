import { type Pause, type PausedDays, plusDays } from '#contracts';
import type { PausedDaysDto, PauseDto } from './pause.dto.js';

export function toPauseDto({ months, ...pause }: Pause): PauseDto {
  return { ...pause, months: months && [...months] };
}

export function toPausedDaysDto({ from, to, feePercent, use }: PausedDays): PausedDaysDto {
  return { from, to: plusDays(to, -1), feePercent, use };
}
