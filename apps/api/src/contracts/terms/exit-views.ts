import type { Exit, ExitAgreement, ExitPrice } from '#contracts';
import type { AmountDto } from '../contracts.dto.js';
import type { ExitAgreementDto } from './exit-agreement.dto.js';
import type { ExitDto, ExitPriceDto } from './exit.dto.js';

export function toExitAgreement(exit: ExitAgreement | null): ExitAgreementDto | null {
  if (exit === null) return null;
  const { termination, buyout } = exit;
  return {
    ...exit,
    termination: termination && { ...termination },
    buyout: buyout && { ...buyout, prices: buyout.prices?.map((row) => ({ ...row })) ?? null },
  };
}

export function toExitDto({ currency, ...exit }: Exit & { readonly currency: string }): ExitDto {
  const amount = (decimal: string): AmountDto => ({ amount: decimal, currency });
  return {
    ...exit,
    monthlyPayment: amount(exit.monthlyPayment),
    termination: toExitPrice(exit.termination, currency),
    buyout: toExitPrice(exit.buyout, currency),
    deposit: exit.deposit && { held: amount(exit.deposit.held), atEnd: exit.deposit.atEnd },
    buyoutCourse: exit.buyoutCourse.map((point) => ({ ...point, price: amount(point.price) })),
    said: [...exit.said],
  };
}

export function toExitPrice(price: ExitPrice | null, currency: string): ExitPriceDto | null {
  if (price === null) return null;
  const { method, amount, steps } = price;
  return {
    method,
    amount: { amount, currency },
    steps: steps.map(({ code, params, amount: step }) => ({
      code,
      params: { ...params },
      amount: { amount: step, currency },
    })),
  };
}
