import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { fromMinor } from '#platform';
import { simulatePlans, type SimulationOutcome } from '#billing';
import { toNewCharge } from '../../contracts/contract-views.js';
import type { AmountDto } from '../../contracts/contracts.dto.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { SimulationDto, SimulationOutcomeDto } from './plan-simulation.dto.js';

@ApiTags('previews')
@Controller('pricing')
export class PlanSimulationController {
  /**
   * Simulate plans.
   * @remarks Returns the amounts that several plans would have billed for the same months of usage, without a contract.
   * Each month is calculated as in a billing run. `GET /devices/{id}/counter-months` returns the monthly usage of a
   * signal. Stores nothing.
   */
  @Post('simulation')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  simulate(@Body() { plans, counters, usagePercent = '100', ...facts }: SimulationDto): SimulationOutcomeDto {
    const outcome = simulatePlans({
      ...facts,
      usagePercent,
      counters: counters.map((counter) => ({ ...counter, machineId: counter.machineId ?? null })),
      plans: plans.map(({ name, charges }) => ({ name, charges: charges.map(toNewCharge) })),
    });
    return toOutcomeDto(outcome, facts.currency);
  }
}

function toOutcomeDto({ plans, curve }: SimulationOutcome, currency: string): SimulationOutcomeDto {
  const amount = (minor: bigint): AmountDto => ({ amount: fromMinor(minor, currency), currency });
  return {
    knownMonths: plans[0]!.months.filter(({ amountMinor }) => amountMinor !== null).length,
    plans: plans.map(({ name, months, totalMinor, charges }) => ({
      name,
      months: months.map(({ month, amountMinor, isOnHold }) => ({
        month,
        amount: amountMinor === null ? null : amount(amountMinor),
        waits: isOnHold,
      })),
      total: amount(totalMinor),
      charges: charges.map(({ key, amountMinor }) => ({ key, amount: amount(amountMinor) })),
    })),
    curve: curve.map(({ percent, totalsMinor }) => ({ percent, totals: totalsMinor.map(amount) })),
  };
}
