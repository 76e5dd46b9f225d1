import type { Type } from '@nestjs/common';
import {
  creditEvents,
  escalate,
  evaluateAvailability,
  evaluateDelivery,
  evaluateEnergy,
  evaluateMeterTest,
  priceBuyout,
  priceTermination,
  refundDeposit,
} from '#contracts';
import { adjustInstalments, convertCredits, priceAdvance, scheduleRetries } from '#receivables';
import { priceCargoCover } from '#supply';
import { createValidationPipe } from '../errors/validation.pipe.js';
import {
  AdvanceAnswerDto,
  AvailabilityAnswerDto,
  BuyoutAnswerDto,
  CargoCoverAnswerDto,
  DeliveryAnswerDto,
  DepositAnswerDto,
  EnergyAnswerDto,
  EscalatorAnswerDto,
  EventCreditAnswerDto,
  InstalmentAnswerDto,
  MeterTestAnswerDto,
  RetryAnswerDto,
  TerminationAnswerDto,
  WalletAnswerDto,
} from './term-answers.dto.js';
import {
  AvailabilityDescriptionDto,
  DeliveryDescriptionDto,
  EnergyDescriptionDto,
  EventCreditDescriptionDto,
} from './guarantee-terms.dto.js';
import {
  AdvanceDescriptionDto,
  CargoCoverDescriptionDto,
  InstalmentDescriptionDto,
  RetryDescriptionDto,
  WalletDescriptionDto,
} from './money-terms.dto.js';
import {
  BuyoutDescriptionDto,
  DepositDescriptionDto,
  EscalatorDescriptionDto,
  MeterTestDescriptionDto,
  TerminationDescriptionDto,
} from './price-terms.dto.js';

/** Description, validation and calculation of one type of term. */
export interface TermPreview {
  readonly description: Type;
  readonly answer: Type;
  /** @throws DomainError api.request_invalid and the errors of the term */
  open(body: unknown): Promise<object>;
}

const validation = createValidationPipe();

function createPreview<Description, Answer extends object>(
  description: Type<Description>,
  answer: Type<Answer>,
  work: (described: Description) => Answer,
): TermPreview {
  return {
    description,
    answer,
    open: async (body) =>
      work((await validation.transform(body, { type: 'body', metatype: description })) as Description),
  };
}

/** Types of terms, each with the function that billing also uses. */
export const TERM_PREVIEWS: Readonly<Record<string, TermPreview>> = {
  availability: createPreview(
    AvailabilityDescriptionDto,
    AvailabilityAnswerDto,
    ({ term, facts, currency }) => evaluateAvailability(term, facts, currency ?? null),
  ),
  delivery: createPreview(DeliveryDescriptionDto, DeliveryAnswerDto, ({ term, facts, currency }) =>
    evaluateDelivery(term, facts, currency ?? null),
  ),
  energy: createPreview(EnergyDescriptionDto, EnergyAnswerDto, ({ term, facts, currency }) =>
    evaluateEnergy(term, facts, currency ?? null),
  ),
  event_credit: createPreview(EventCreditDescriptionDto, EventCreditAnswerDto, ({ term, facts, currency }) =>
    creditEvents(term, facts, currency ?? null),
  ),
  escalator: createPreview(EscalatorDescriptionDto, EscalatorAnswerDto, ({ term, facts, currency }) =>
    escalate(term, facts, currency ?? null),
  ),
  meter_test: createPreview(MeterTestDescriptionDto, MeterTestAnswerDto, ({ term, facts, currency }) =>
    evaluateMeterTest(term, facts, currency ?? null),
  ),
  buyout: createPreview(BuyoutDescriptionDto, BuyoutAnswerDto, ({ term, facts, currency }) =>
    priceBuyout(term, facts, currency ?? null),
  ),
  termination: createPreview(TerminationDescriptionDto, TerminationAnswerDto, ({ term, facts, currency }) =>
    priceTermination(term, facts, currency ?? null),
  ),
  deposit: createPreview(DepositDescriptionDto, DepositAnswerDto, ({ term, facts, currency }) =>
    refundDeposit(term, facts, currency ?? null),
  ),
  retry: createPreview(RetryDescriptionDto, RetryAnswerDto, ({ term, facts }) =>
    scheduleRetries(term, facts),
  ),
  wallet: createPreview(WalletDescriptionDto, WalletAnswerDto, ({ term, facts, currency }) =>
    convertCredits(term, facts, currency ?? null),
  ),
  instalment: createPreview(InstalmentDescriptionDto, InstalmentAnswerDto, ({ term, facts, currency }) =>
    adjustInstalments(term, facts, currency ?? null),
  ),
  advance: createPreview(AdvanceDescriptionDto, AdvanceAnswerDto, ({ term, facts, currency }) =>
    priceAdvance(term, facts, currency ?? null),
  ),
  cargo_cover: createPreview(CargoCoverDescriptionDto, CargoCoverAnswerDto, ({ term, facts, currency }) =>
    priceCargoCover(term, facts, currency ?? null),
  ),
};

/** Returns the preview for the type of a description's term. */
export function findTermPreview(body: unknown): TermPreview | undefined {
  const term = typeof body === 'object' && body !== null && 'term' in body ? body.term : undefined;
  const type = typeof term === 'object' && term !== null && 'type' in term ? term.type : undefined;
  return typeof type === 'string' && Object.hasOwn(TERM_PREVIEWS, type) ? TERM_PREVIEWS[type] : undefined;
}
