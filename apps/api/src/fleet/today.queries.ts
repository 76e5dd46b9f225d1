import { Injectable } from '@nestjs/common';
import { AlarmsQueries } from '#diagnostics';
import type { Permission } from '#organization';
import { Clock, fromMinor, type Scope } from '#platform';
import { TicketsQueries } from '#service';
import { KitDeliveriesQueries } from '#supply';
import { InvoicesService } from '#invoicing';
import { UsageAlerts } from '#revenue';
import { toReasonDto } from '../billing/billing-views.js';
import type { Principal } from '../security/principal.js';
import { MachineQueryDto } from './fleet.dto.js';
import { MachineRowsQueries } from './machine-rows.queries.js';
import type { CurrencySumDto, TodayDto } from './today.dto.js';

/** Maximum number of items of each list. The page links to the complete lists. */
const MAX_ITEMS = 50;

/** Includes kits that are predicted to be due within this many days. */
export const KIT_DAYS = 14;
/** Number of past days for which the notices of the user's alerts are included. */
const ALERT_DAYS = 7;

/** Collects today's tasks from all libs. A part is empty if the caller has no permission for it. */
@Injectable()
export class TodayQueries {
  constructor(
    private readonly alarms: AlarmsQueries,
    private readonly tickets: TicketsQueries,
    private readonly deliveries: KitDeliveriesQueries,
    private readonly invoices: InvoicesService,
    private readonly alerts: UsageAlerts,
    private readonly machines: MachineRowsQueries,
    private readonly clock: Clock,
  ) {}

  async get({ scope, permissions }: Principal): Promise<TodayDto> {
    const ifMay = async <Items>(permission: Permission, items: () => Promise<Items[]>): Promise<Items[]> =>
      permissions.has(permission) ? items() : [];
    return {
      criticalAlarms: await this.findCriticalAlarms(scope),
      ticketsWithoutTechnician: await ifMay('tickets.read', () => this.findUnassignedTickets(scope)),
      heldUsage: await ifMay('invoices.read', () => this.findHeldUsage(scope)),
      toldAlerts: await ifMay('contracts.read', () => this.findSentAlerts(scope)),
      kitsDue: await ifMay('parts.read', () => this.findKitsDue(scope)),
      silentMachines: await this.findSilentMachines(scope),
      money: permissions.has('invoices.read') ? await this.sumDrafts(scope) : { held: [], unbilled: [] },
    };
  }

  private async findCriticalAlarms(scope: Scope): Promise<TodayDto['criticalAlarms']> {
    const { items } = await this.alarms.list(scope, {
      state: 'open',
      severity: 'critical',
      limit: MAX_ITEMS,
    });
    const tickets = await this.tickets.ofAlarms(
      scope,
      items.map(({ id }) => id),
    );
    return items.map((alarm) => ({ ...alarm, ticket: tickets.get(alarm.id) ?? null }));
  }

  private async findUnassignedTickets(scope: Scope): Promise<TodayDto['ticketsWithoutTechnician']> {
    return (await this.tickets.list(scope, { state: 'new', limit: MAX_ITEMS })).items;
  }

  private async findHeldUsage(scope: Scope): Promise<TodayDto['heldUsage']> {
    const lines = await this.invoices.listHeldLines(scope, MAX_ITEMS);
    return lines.map(({ state: _state, quantity: _quantity, ...line }) => ({
      ...line,
      reasons: line.reasons.map(toReasonDto),
    }));
  }

  private findSentAlerts(scope: Scope): Promise<TodayDto['toldAlerts']> {
    const since = new Date(this.clock.now().getTime() - ALERT_DAYS * 86_400_000);
    return this.alerts.listSent(scope, since, MAX_ITEMS);
  }

  private async findKitsDue(scope: Scope): Promise<TodayDto['kitsDue']> {
    const dueBefore = new Date(this.clock.now().getTime() + KIT_DAYS * 86_400_000).toISOString().slice(0, 10);
    const { items } = await this.deliveries.list(scope, {
      states: ['forecast', 'reserved'],
      dueBefore,
      limit: MAX_ITEMS,
    });
    return items.map((kit) => ({
      ...kit,
      kit: { ...kit.kit, parts: [...kit.kit.parts] },
      steps: [...kit.steps],
      shortage: [...kit.shortage],
    }));
  }

  private async findSilentMachines(scope: Scope): Promise<TodayDto['silentMachines']> {
    const query = Object.assign(new MachineQueryDto(), {
      state: ['silent'],
      sort: 'lastReadingAt',
      limit: MAX_ITEMS,
    });
    const { items } = await this.machines.list(scope, query, false);
    return items.map(({ id, serial, site, customer, lastReadingAt }) => ({
      id,
      serial,
      site,
      customer,
      silentSince: lastReadingAt,
    }));
  }

  private async sumDrafts(scope: Scope): Promise<TodayDto['money']> {
    const sums = await this.invoices.sumDrafts(scope);
    return {
      held: sums
        .map(({ currency, heldMinor }) => toSum(currency, heldMinor))
        .filter(({ amountMinor }) => amountMinor !== '0'),
      unbilled: sums.map(({ currency, unbilledMinor }) => toSum(currency, unbilledMinor)),
    };
  }
}

/** Returns a sum with all decimals of its currency. */
export function toSum(currency: string, amountMinor: string): CurrencySumDto {
  return { currency, amountMinor, amount: fromMinor(BigInt(amountMinor), currency) };
}
