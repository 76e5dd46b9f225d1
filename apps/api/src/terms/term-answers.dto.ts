import { ApiProperty } from '@nestjs/swagger';
import type { AvailabilityResult, EscalatorResult, MeterTestParty } from '#contracts';

const PRICED = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  nullable: true,
};

/**
 * Results of an availability guarantee. Numbers are decimal strings. A field is null if it does not apply to the term
 * or the facts.
 */
export class AvailabilityAnswerDto {
  baseHours: string | null;
  downHours: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  hoursByCause: AvailabilityResult['hoursByCause'];
  availabilityPercent: string | null;
  shortfallPoints: string | null;
  malus: string | null;
  bonusDue: boolean | null;
  factorPercent: string | null;
  feeDue: string | null;
  credit: string | null;
  @ApiProperty({ type: 'array', items: { type: 'string', enum: ['gap_available', 'gap_unknown'] } })
  gaps: AvailabilityResult['gaps'];
}

export class DeliveryAnswerDto {
  availabilityPercent: string;
  breach: boolean;
  credit: string;
}

export class EnergyAnswerDto {
  /** Energy use in kWh/m³, as printed; null if no air was delivered. */
  actual: string | null;
  excessKwh: string;
  credit: string;
}

export class EventCreditAnswerDto {
  /** Credits in the order of the events. */
  @ApiProperty({ type: 'array', items: { type: 'string' } })
  credits: readonly string[];
  total: string;
}

export class EscalatorAnswerDto {
  rawFactor: string;
  appliedFactor: string;
  @ApiProperty(PRICED)
  amounts: EscalatorResult['amounts'];
  @ApiProperty(PRICED)
  unitPrices: EscalatorResult['unitPrices'];
}

export class MeterTestAnswerDto {
  @ApiProperty({ type: 'integer', nullable: true })
  correctDays: number | null;
  trueQuantity: string | null;
  overRegistered: string | null;
  credit: string;
  feePayer: MeterTestParty | null;
  fee: string | null;
}

export class BuyoutAnswerDto {
  book: string;
  price: string;
}

export class TerminationAnswerDto {
  fee: string;
  presentValue: string | null;
  bookMinusMarket: string | null;
}

export class DepositAnswerDto {
  refund: string;
}

export class RetryAnswerDto {
  /** Local date of each attempt. */
  @ApiProperty({ type: 'array', items: { type: 'string' } })
  dates: readonly string[];
}

export class WalletAnswerDto {
  credits: string;
  amount: string;
}

export class InstalmentAnswerDto {
  /** Instalments in the order of the utilizations. */
  @ApiProperty({ type: 'array', items: { type: 'string' } })
  instalments: readonly string[];
}

export class AdvanceAnswerDto {
  /** Open amount of the receivables less the disputed part. */
  eligible: string;
  advance: string;
  /** Interest, deducted from the advance. */
  fee: string;
  paidOut: string;
  /** Part of the eligible amount that the lender keeps until the buyer has paid. */
  reserve: string;
}

export class CargoCoverAnswerDto {
  insured: string;
  premium: string;
}
