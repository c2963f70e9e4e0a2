namespace Chancery.Storage.Sql;

/// <summary>How many more copies may be in work for each next hop, so that a slow one does not take all workers.</summary>
internal sealed class HopRoom(Dictionary<string, int> inWork, int perHop)
{
    public int Of(string hop) => perHop - inWork.GetValueOrDefault(hop);

    public void Use(string hop, int count) => inWork[hop] = inWork.GetValueOrDefault(hop) + count;
}
