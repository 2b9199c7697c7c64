"""What both generations know for invoices."""
