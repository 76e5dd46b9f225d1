import { Module } from '@nestjs/common';
import { CustomersModule } from '#customers';
import { BuyersController } from './buyers.controller.js';
import { ContactsController } from './contacts.controller.js';
import { CustomersController } from './customers.controller.js';
import { CustomersQueries } from './customers.queries.js';

@Module({
  imports: [CustomersModule],
  controllers: [CustomersController, ContactsController, BuyersController],
  providers: [CustomersQueries],
})
export class CustomersApiModule {}
