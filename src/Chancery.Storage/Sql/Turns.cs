namespace Chancery.Storage.Sql;

/// <summary>Whose turn it is: the lane that has waited longest for one. Kept by this process alone; who comes first is not worth a write.</summary>
internal sealed class Turns
{
    private Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private long _turn;

    /// <summary>Lanes in the order of their turns; one that has not been there comes first.</summary>
    public List<Lane> Order(IEnumerable<Lane> lanes)
    {
        List<Lane> order = [.. lanes.OrderBy(lane => _last.GetValueOrDefault(lane.Name)).ThenBy(lane => lane.Earliest)];
        _last = order.Where(lane => _last.ContainsKey(lane.Name)).ToDictionary(lane => lane.Name, lane => _last[lane.Name], StringComparer.Ordinal);
        return order;
    }

    public void Took(Lane lane) => _last[lane.Name] = ++_turn;
}
