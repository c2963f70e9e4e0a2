using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>Methods that failed for a recipient so far; every further decision passes over them.</summary>
internal sealed class MethodRefusals(IReadOnlyDictionary<string, IReadOnlyDictionary<Method, string>> known)
{
    private readonly Dictionary<string, Dictionary<Method, string>> _refused =
        known.ToDictionary(entry => entry.Key, entry => new Dictionary<Method, string>(entry.Value), StringComparer.Ordinal);

    public void Add(IEnumerable<string> recipients, Method method, string reason)
    {
        foreach (var recipient in recipients.Select(address => address.ToLowerInvariant()))
        {
            if (!_refused.TryGetValue(recipient, out var methods))
                _refused[recipient] = methods = [];
            methods[method] = reason;
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<Method, string>> All =>
        _refused.ToDictionary(entry => entry.Key, entry => (IReadOnlyDictionary<Method, string>)new Dictionary<Method, string>(entry.Value));
}
