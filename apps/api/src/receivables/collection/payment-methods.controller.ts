import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Put,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { AutomaticPaymentsService, PayersService } from '#receivables';
import type { ApiConfig } from '../../config.js';
import { API_CONFIG } from '../../config.module.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toSavedMethodDto } from './collection-views.js';
import { HostedPageDto, StartPageDto } from './collection.dto.js';
import { AutomaticPaymentDto, SavedMethodListDto } from './payment-methods.dto.js';

/** Payment methods that customers saved at Stripe. */
@ApiTags('receivables')
@Controller('customers')
export class PaymentMethodsController {
  constructor(
    private readonly payers: PayersService,
    private readonly automatic: AutomaticPaymentsService,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * List saved payment methods.
   * @remarks Reads the methods from Stripe. Returns an empty list if payments by card and debit are off.
   */
  @Get(':id/payment-methods')
  @RequirePermission('invoices.pay')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<SavedMethodListDto> {
    const { areOn, methods, automaticMethodId } = await this.payers.listMethods(scope, id);
    return { areOn, automaticMethodId, ...toWholeList(methods.map(toSavedMethodDto)) };
  }

  /**
   * Save a payment method.
   * @remarks Returns the address of a page of Stripe on which the payer enters a card or a bank account. Nothing is charged.
   */
  @Post(':id/payment-methods')
  @RequirePermission('invoices.pay')
  async start(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { language = 'en' }: StartPageDto,
  ): Promise<HostedPageDto> {
    return { url: await this.payers.startSetup(scope, id, { language, portalUrl: this.config.publicUrl }) };
  }

  /**
   * Remove a saved payment method.
   * @remarks The method can no longer be charged, and automatic payments with it end. Payments that are being processed are
   * not affected.
   */
  @Delete(':id/payment-methods/:methodId')
  @RequirePermission('invoices.pay')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('methodId') methodId: string,
  ): Promise<void> {
    return this.payers.removeMethod(scope, id, methodId);
  }

  /**
   * Turn automatic payments on.
   * @remarks The method pays each invoice of the customer on its due date. Invoices that were due before are not collected. If
   * automatic payments are on, the method is replaced.
   */
  @Put(':id/automatic-payment')
  @RequirePermission('invoices.pay')
  @HttpCode(HttpStatus.NO_CONTENT)
  turnOn(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { methodId }: AutomaticPaymentDto,
  ): Promise<void> {
    return this.automatic.turnOn(scope, id, methodId);
  }

  /**
   * Turn automatic payments off.
   * @remarks Saved methods stay. Payments that are being processed are not affected.
   */
  @Delete(':id/automatic-payment')
  @RequirePermission('invoices.pay')
  @HttpCode(HttpStatus.NO_CONTENT)
  turnOff(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.automatic.turnOff(scope, id);
  }
}
