using System.Globalization;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Sql;

/// <summary>A group on its way into the store, its plan sealed before the transaction begins.</summary>
internal sealed record NewGroup(MessageGroup Group, byte[] SealedPlan)
{
    private const string What = "plan";

    public static async Task<IReadOnlyList<NewGroup>> SealAsync(DecisionCommit commit, TenantKeys keys, CancellationToken cancel)
    {
        var result = new List<NewGroup>(commit.Groups.Count);
        foreach (var group in commit.Groups)
        {
            var id = IdOf(commit.MessageId, group.Number);
            result.Add(new NewGroup(group, await keys.SealAsync(commit.Tenant, What, id, PlanColumn.Write(group.Plan), cancel)));
        }

        return result;
    }

    public static Plan OpenPlan(TenantKeys keys, TenantId tenant, string messageId, long number, byte[] sealedPlan) =>
        PlanColumn.Read(keys.OpenText(tenant, What, IdOf(messageId, number), sealedPlan));

    private static string IdOf(string messageId, long number) => $"{messageId} {number.ToString(CultureInfo.InvariantCulture)}";
}
