import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Inject, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type StripeAccess, WATCHED_EVENTS } from '#payments';
import { DomainError, type Scope } from '#platform';
import { type CardPaymentsView, StripeSettingsService } from '#receivables';
import type { ApiConfig } from '../../config.js';
import { API_CONFIG } from '../../config.module.js';
import { API_PREFIX } from '../../http/api-prefix.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { CardPaymentsDto, ConnectStripeDto, StripeAccountChangesDto } from './stripe-account.dto.js';

/** The maker's Stripe account. */
@ApiTags('receivables')
@Controller('stripe-account')
export class StripeAccountController {
  constructor(
    private readonly settings: StripeSettingsService,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * Get the status of card and debit payments.
   * @remarks Returns the connected account, whether payments are on and, if they are off, the reason. Keys and secrets
   * are not returned.
   */
  @Get()
  @RequirePermission('accounting.read')
  async get(@CurrentScope() scope: Scope): Promise<CardPaymentsDto> {
    return this.toDto(scope, await this.settings.get(scope));
  }

  /**
   * Connect a Stripe account.
   * @remarks Connects the account of a key, or an account that is connected to the operator's platform. One request checks
   * that Stripe accepts the key. While a payment is being processed, the account can't be replaced by another one.
   */
  @Put()
  @RequirePermission('accounting.write')
  async connect(@CurrentScope() scope: Scope, @Body() body: ConnectStripeDto): Promise<CardPaymentsDto> {
    return this.toDto(scope, await this.settings.connect(scope, toAccess(body)));
  }

  /**
   * Change card and debit payments.
   * @remarks Sets the days of retries, or the signing secret of the webhook endpoint.
   */
  @Patch()
  @RequirePermission('accounting.write')
  async change(
    @CurrentScope() scope: Scope,
    @Body() body: StripeAccountChangesDto,
  ): Promise<CardPaymentsDto> {
    return this.toDto(scope, await this.settings.change(scope, body));
  }

  /**
   * Remove the Stripe account.
   * @remarks Card and debit payments are off afterwards. Saved payment methods stay at Stripe.
   */
  @Delete()
  @RequirePermission('accounting.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentScope() scope: Scope): Promise<void> {
    return this.settings.remove(scope);
  }

  private toDto({ makerId }: Scope, { account, ...status }: CardPaymentsView): CardPaymentsDto {
    return {
      ...status,
      webhookUrl: `${this.config.publicUrl}/${API_PREFIX}/stripe-events/${makerId}`,
      webhookEvents: [...WATCHED_EVENTS],
      account: account && {
        kind: account.kind,
        key: account.keyShown,
        accountId: account.accountId,
        hasWebhookSecret: account.hasWebhookSecret,
        previousSecretValidUntil: account.previousSecretValidUntil,
        retryDays: [...account.retryDays],
        connectedAt: account.connectedAt,
        connectedBy: account.connectedByName,
      },
    };
  }
}

/** @throws DomainError receivables.stripe_settings_invalid (with fields) */
function toAccess({ key, accountId }: ConnectStripeDto): StripeAccess {
  if (key !== undefined && accountId === undefined) return { kind: 'own_key', key: key.trim() };
  if (accountId !== undefined && key === undefined) return { kind: 'connected', accountId: accountId.trim() };
  throw new DomainError('receivables.stripe_settings_invalid', {}, [
    { pointer: '/key', code: 'receivables.stripe_key_invalid' },
  ]);
}
