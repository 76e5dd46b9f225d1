import type { Type } from '@nestjs/common';
import {
  creditEvents,
  escalate,
  judgeAvailability,
  judgeDelivery,
  judgeEnergy,
  judgeMeterTest,
  priceBuyout,
  priceTermination,
  refundDeposit,
} from '#contracts';
import { createValidationPipe } from '../errors/validation.pipe.js';
import {
  AvailabilityAnswerDto,
  BuyoutAnswerDto,
  DeliveryAnswerDto,
  DepositAnswerDto,
  EnergyAnswerDto,
  EscalatorAnswerDto,
  EventCreditAnswerDto,
  MeterTestAnswerDto,
  TerminationAnswerDto,
} from './term-answers.dto.js';
import {
  AvailabilityDescriptionDto,
  DeliveryDescriptionDto,
  EnergyDescriptionDto,
  EventCreditDescriptionDto,
} from './guarantee-terms.dto.js';
import {
  BuyoutDescriptionDto,
  DepositDescriptionDto,
  EscalatorDescriptionDto,
  MeterTestDescriptionDto,
  TerminationDescriptionDto,
} from './price-terms.dto.js';

/** Description, validation and calculation of one type of term. */
export interface TermDoor {
  readonly description: Type;
  readonly answer: Type;
  /** @throws DomainError api.request_invalid, and the errors of the term */
  open(body: unknown): Promise<object>;
}

const validation = createValidationPipe();

function door<Description, Answer extends object>(
  description: Type<Description>,
  answer: Type<Answer>,
  work: (described: Description) => Answer,
): TermDoor {
  return {
    description,
    answer,
    open: async (body) =>
      work((await validation.transform(body, { type: 'body', metatype: description })) as Description),
  };
}

/** Types of terms, each with the function that billing also uses. */
export const TERM_DOORS: Readonly<Record<string, TermDoor>> = {
  availability: door(AvailabilityDescriptionDto, AvailabilityAnswerDto, ({ term, facts, currency }) =>
    judgeAvailability(term, facts, currency ?? null),
  ),
  delivery: door(DeliveryDescriptionDto, DeliveryAnswerDto, ({ term, facts, currency }) =>
    judgeDelivery(term, facts, currency ?? null),
  ),
  energy: door(EnergyDescriptionDto, EnergyAnswerDto, ({ term, facts, currency }) =>
    judgeEnergy(term, facts, currency ?? null),
  ),
  event_credit: door(EventCreditDescriptionDto, EventCreditAnswerDto, ({ term, facts, currency }) =>
    creditEvents(term, facts, currency ?? null),
  ),
  escalator: door(EscalatorDescriptionDto, EscalatorAnswerDto, ({ term, facts, currency }) =>
    escalate(term, facts, currency ?? null),
  ),
  meter_test: door(MeterTestDescriptionDto, MeterTestAnswerDto, ({ term, facts, currency }) =>
    judgeMeterTest(term, facts, currency ?? null),
  ),
  buyout: door(BuyoutDescriptionDto, BuyoutAnswerDto, ({ term, facts, currency }) =>
    priceBuyout(term, facts, currency ?? null),
  ),
  termination: door(TerminationDescriptionDto, TerminationAnswerDto, ({ term, facts, currency }) =>
    priceTermination(term, facts, currency ?? null),
  ),
  deposit: door(DepositDescriptionDto, DepositAnswerDto, ({ term, facts, currency }) =>
    refundDeposit(term, facts, currency ?? null),
  ),
};

/** Returns the preview for the type of a description's term. */
export function doorOf(body: unknown): TermDoor | undefined {
  const term = typeof body === 'object' && body !== null && 'term' in body ? body.term : undefined;
  const type = typeof term === 'object' && term !== null && 'type' in term ? term.type : undefined;
  return typeof type === 'string' && Object.hasOwn(TERM_DOORS, type) ? TERM_DOORS[type] : undefined;
}
