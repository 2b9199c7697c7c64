"""Operations that need MANAGE_USERS."""

from .answers import ERRORS

OPERATIONS = {
    "customerGroupTermsLedger": "{ customerGroupTermsLedger(first: 1) { totalCount } }",
    "customerGroups, by members": (
        "{ customerGroups(first: 1, sortBy: {field: MEMBERS_COUNT, direction: ASC})"
        " { edges { node { name } } } }"
    ),
    "customerGroupCreate": (
        f'mutation {{ customerGroupCreate(input: {{name: "New"}}) {{ {ERRORS} }} }}'
    ),
    "customerGroupUpdate": (
        "mutation($group: ID!) {"
        ' customerGroupUpdate(id: $group, input: {name: "New"}) {'
        f" {ERRORS} }} }}"
    ),
    "customerGroupDelete": (
        "mutation($group: ID!) {"
        f" customerGroupDelete(id: $group, force: true) {{ {ERRORS} }} }}"
    ),
    "customerGroupDelete, dry run": (
        "mutation($group: ID!) {"
        f" customerGroupDelete(id: $group, dryRun: true) {{ members {ERRORS} }} }}"
    ),
    "customerGroupBulkDelete": (
        "mutation($group: ID!) {"
        f" customerGroupBulkDelete(ids: [$group], force: true) {{ {ERRORS} }} }}"
    ),
    "customerGroupMakePrimary": (
        "mutation($group: ID!, $customer: ID!) {"
        " customerGroupMakePrimary(id: $group, customers: [$customer]) {"
        f" changed {ERRORS} }} }}"
    ),
    "customerGroupMembersAdd": (
        "mutation($group: ID!, $other: ID!) {"
        " customerGroupMembersAdd(id: $group, customers: [$other]) {"
        f" changed {ERRORS} }} }}"
    ),
    "customerGroupMembersRemove": (
        "mutation($group: ID!, $customer: ID!) {"
        " customerGroupMembersRemove(id: $group, customers: [$customer]) {"
        f" changed {ERRORS} }} }}"
    ),
    "customerGroupMembersImport": (
        "mutation($group: ID!) {"
        " customerGroupMembersImport("
        r' id: $group, csv: "email\nother@example.com") {'
        f" added {ERRORS} }} }}"
    ),
    "customerGroupMembersExport": (
        "query($group: ID!) { customerGroupMembersExport(id: $group) }"
    ),
    "customerGroupMembersExclude": (
        "mutation($group: ID!, $customer: ID!) {"
        " customerGroupMembersExclude(id: $group, customers: [$customer]) {"
        f" changed {ERRORS} }} }}"
    ),
    "customerGroupExclusionsLift": (
        "mutation($group: ID!, $excluded: ID!) {"
        " customerGroupExclusionsLift(id: $group, customers: [$excluded]) {"
        f" changed {ERRORS} }} }}"
    ),
    "customerGroupLedgerExport": "{ customerGroupLedgerExport }",
    "customerGroupTermsUpdate": (
        "mutation($group: ID!) {"
        " customerGroupTermsUpdate(id: $group, input: {netDays: 30}) {"
        f" {ERRORS} }} }}"
    ),
    "customerGroupCustomerTermsUpdate": (
        "mutation($customer: ID!) {"
        " customerGroupCustomerTermsUpdate(customerId: $customer,"
        f' input: {{note: "Fine"}}) {{ {ERRORS} }} }}'
    ),
    "customerGroupMembersAt": (
        '{ customerGroupMembersAt(code: "gold", at: "2026-01-01T00:00:00+00:00") {'
        " count } }"
    ),
    "customerGroupMembersAtExport": (
        '{ customerGroupMembersAtExport(code: "gold",'
        ' at: "2026-01-01T00:00:00+00:00") }'
    ),
    "customerGroupConditionFields": "{ customerGroupConditionFields { name } }",
    "customerGroupConditionPreview": (
        "{ customerGroupConditionPreview("
        ' conditions: {field: "has_ordered", operator: "eq", value: true}) {'
        f" count {ERRORS} }} }}"
    ),
    "customerGroupConditionTest": (
        "query($customer: ID!) { customerGroupConditionTest(customerId: $customer,"
        ' conditions: {field: "has_ordered", operator: "eq", value: true}) {'
        f" conditions {{ isMet }} {ERRORS} }} }}"
    ),
    "customerGroupRun": (
        "mutation($group: ID!) {"
        f" customerGroupRun(id: $group) {{ run {{ state }} {ERRORS} }} }}"
    ),
    "customerGroupCandidates": (
        "query($group: ID!) {"
        " customerGroupCandidates(groupId: $group, first: 1) { totalCount } }"
    ),
    "customerGroupLevelProgrammePreview": (
        "query($programme: ID!) { customerGroupLevelProgrammePreview("
        ' id: $programme, input: {name: "New"})'
        f" {{ levels {{ count }} {ERRORS} }} }}"
    ),
    "customerGroupAttention": "{ customerGroupAttention { atRiskCount } }",
    "customerGroupTotals": "{ customerGroupTotals { groups } }",
    "customerGroupRunStop": (
        "mutation($run: ID!) {"
        f" customerGroupRunStop(id: $run) {{ run {{ state }} {ERRORS} }} }}"
    ),
    "customerGroupRuns": (
        "query($group: ID!) {"
        " customerGroupRuns(groupId: $group, first: 1) { totalCount } }"
    ),
    "customerGroupLevelProgramme": (
        "query($programme: ID!) {"
        " customerGroupLevelProgramme(id: $programme) { levels { minimum } } }"
    ),
    "customerGroupLevelProgrammes": (
        "{ customerGroupLevelProgrammes(first: 1) { totalCount } }"
    ),
    "customerGroupLevelProgrammeCreate": (
        "mutation { customerGroupLevelProgrammeCreate(input: {"
        ' name: "New", metric: ORDER_COUNT, reset: NEVER,'
        ' activeFrom: "2026-01-01T00:00:00+00:00",'
        f' levels: [{{name: "One", minimum: 1}}]}}) {{ {ERRORS} }} }}'
    ),
    "customerGroupLevelProgrammeUpdate": (
        "mutation($programme: ID!) { customerGroupLevelProgrammeUpdate("
        f' id: $programme, input: {{name: "New"}}) {{ {ERRORS} }} }}'
    ),
    "customerGroupLevelProgrammeDelete": (
        "mutation($programme: ID!) {"
        f" customerGroupLevelProgrammeDelete(id: $programme) {{ {ERRORS} }} }}"
    ),
    "customerGroupLedger": (
        "{ customerGroupLedger(first: 1) { edges { node { groupCode } } } }"
    ),
}
