namespace Chancery.Policy.Failing;

/// <summary>An effect of a plan that could not be carried out.</summary>
/// <param name="Action">Name of the action, or <c>sms</c> for a password on its way.</param>
/// <param name="Terms">The action's parameters, as planned.</param>
/// <param name="Failures">How often it failed, this time included.</param>
/// <param name="Since">For how long it has been failing.</param>
/// <param name="Expire">How long a message may wait in the queue at all (<c>delivery.expire</c>).</param>
public sealed record FailedEffect(string Action, IReadOnlyDictionary<string, string> Terms, int Failures, TimeSpan Since, TimeSpan Expire);
